import type { Gateway, GatewayOptions, KeyReference } from '../../../../src/core/Gateway.js';
import type { Order } from '../../../../src/core/order.js';
import type { IssuedKey as V1Key } from '../../../../src/iamport/IssuedKey.js';
import type { IssuedKey as V2Key } from '../../../../src/portone/IssuedKey.js';
import type { Says, SdkHealth } from '../commands.js';
import type { SdkRequest, Tab } from '../Tab.js';

export type TestKey = V1Key | V2Key;

/** What a window says, if it says something. */
export type Word = Exclude<Says, 'nothing'>;

/** What the SDK of a page has to do with. */
export interface SdkShared {
  readonly tab: () => Tab;
  readonly requests: SdkRequest[];
  readonly violations: string[];
  readonly health: () => SdkHealth;
  /** A window is asked for. */
  readonly onRequest: (request: SdkRequest) => void;
}

/** One generation of the payment SDK, as the sequences have to do with it. */
export interface Generation {
  readonly api: 'v1' | 'v2';
  /** What the places of a page say of the PG. */
  readonly options: GatewayOptions;
  /** The window may also issue the key where it says one of these. */
  readonly unproven: readonly Says[];
  createGateway(): Gateway;
  /** The SDK of one page, as far as its habits can hurt: it notes whoever meets one of them. By the name of its global. */
  createSdk(shared: SdkShared): object;
  /** The host's order. `card`: its name for the card; `number`: its own number for the charge. */
  orderOf(order: Order, card: string, number: string | undefined): Order;
  /** What a charge is sent with. */
  read(key: TestKey): ChargeNumbers;
  /** The address that the customer comes back to from the PG's page; `isForged`: with numbers of nobody. */
  returnUrl(request: SdkRequest, isGood: boolean, isForged: boolean): string;
}

export interface ChargeNumbers {
  /** Of the charge. */
  readonly number: string;
  /** Of the registration. */
  readonly orderNumber: string;
  /** What the page says that the window gave. */
  readonly key: KeyReference;
}

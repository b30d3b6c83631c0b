import { afterEach, onTestFinished } from 'vitest';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import type { Place, PlaceOptions } from '../../../src/core/attempt/Place.js';
import type { IssuedKey } from '../../../src/core/IssuedKey.js';
import { createIamportGateway } from '../../../src/iamport/createIamportGateway.js';
import {
  type BillingStorage,
  createBillingClient,
  createReturnRouter,
  type Gateway,
  isPending,
  memoryStorage,
  type ReturnOwner,
  type UnknownReturn,
} from '../../../src/index.js';
import { type FakeIamport, type FakeIamportOptions, installFakeIamport } from '../../../src/testing/index.js';

type Device = 'desktop' | 'phone';

const userAgents: Record<Device, string> = {
  desktop: 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  phone:
    'Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36',
};

afterEach(() => {
  Reflect.deleteProperty(navigator, 'userAgent');
  document.querySelector('.portone-ui-container')?.remove();
  // What development is warned of, it is warned of once a page.
  Reflect.deleteProperty(globalThis, Symbol.for('react-billing-key/dev-warnings'));
});

/** A page on a device, with an SDK whose PG never really takes the page away: the address it would go to is kept. */
export function openShop(device: Device, options: FakeIamportOptions): { sdk: FakeIamport; storage: BillingStorage } {
  pretendToBe(device);
  const sdk = installFakeIamport({ device, popup: 'allow', navigate: () => {}, ...options });
  onTestFinished(() => sdk.uninstall());
  return { sdk, storage: memoryStorage() };
}

/** The browser says that it is one of this kind, until the test is over. */
export function pretendToBe(device: Device): void {
  Object.defineProperty(navigator, 'userAgent', { value: userAgents[device], configurable: true });
}

/** One page load: it begins with what an earlier one left in the storage, and with nothing else. */
export async function loadPage<TIssued extends IssuedKey>(
  storage: BillingStorage,
  options: PlaceOptions<string, TIssued>,
  createGateway = (): Gateway => createIamportGateway({ userCode: 'imp00000000' }),
) {
  // No test takes that long, and the page that was left is not there to wait for its window.
  const client = createBillingClient({
    gateway: createGateway(),
    storage,
    windowTimeout: 600_000,
  });
  const flow = createPlace<string, TIssued>(client, options);
  await client.load();
  return {
    flow,
    log: client.log,
    /** The customer comes back to this page from the PG's. */
    arriveAt(address: string): { readonly cleaned: string; readonly unknown: UnknownReturn | undefined } {
      const returnRouter = createReturnRouter(client);
      returnRouter.register({
        place: flow as unknown as ReturnOwner['place'],
        owns: (record) => record.pg === options.pg,
      });
      let url = address;
      let unknown: UnknownReturn | undefined;
      const replace = (next: string) => {
        url = next;
      };
      const onUnknownReturn = (said: UnknownReturn) => {
        unknown = said;
      };
      returnRouter.start({
        address: { read: () => url, replace },
        onUnknownReturn,
        onUndeliveredReturn: undefined,
        getRegistration: undefined,
      })();
      return { cleaned: url, unknown };
    },
  };
}

/** The state in which an attempt comes to rest. */
export function endOf<TData, TIssued extends IssuedKey>(
  flow: Pick<Place<TData, TIssued>, 'getState' | 'subscribe'>,
): Promise<ReturnType<Place<TData, TIssued>['getState']>> {
  return new Promise((resolve) => {
    const look = () => {
      const state = flow.getState();
      if (isPending(state)) return;
      unsubscribe();
      resolve(state);
    };
    const unsubscribe = flow.subscribe(look);
    look();
  });
}

/** The place on the merchant's page where PayPal puts its own button, and the customer's click on it. */
export function paypalButton(): { click(): void } {
  const container = document.createElement('div');
  container.className = 'portone-ui-container';
  container.dataset.portoneUiType = 'paypal-rt';
  document.body.append(container);
  return { click: () => container.querySelector('button')?.click() };
}

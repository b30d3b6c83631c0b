import { createContext, useContext } from 'react';
import type { AttemptState, BillingStatus } from '../../core/attempt/AttemptState.js';
import { BillingKeyError } from '../../core/errors/BillingKeyError.js';
import { developerText } from '../../core/errors/developerText.js';
import type { Messages } from '../../core/messages/Messages.js';
import type { GatewayTypes, UseBillingKeyResult } from '../../react/useBillingKey.js';
import type { Agreement } from '../consent/agreement.js';
import type { Opener } from './focus.js';
import type { LiveRegions } from './liveRegions.js';

/** The state of the attempt, with what can be done about it: what `useBillingKey` returns. */
export type BillingKeyState<TData = unknown, T extends GatewayTypes = GatewayTypes> = UseBillingKeyResult<T, TData>;

/** What `<BillingKey.Root>` shares with the parts inside it. */
export interface BillingKeyContextValue extends LiveRegions {
  readonly state: BillingKeyState;
  readonly messages: Messages;
  /** What the customer is asked to agree to, and has agreed to. */
  readonly agreement: Agreement;
  /** The button that opened the window. It gets the focus back when the window closes. */
  readonly opener: Opener;
}

export const BillingKeyContext = createContext<BillingKeyContextValue | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<BillingKey.Root>` */
export function useBillingKeyContext(part: string): BillingKeyContextValue {
  const value = useContext(BillingKeyContext);
  if (!value) throw new BillingKeyError('invalid_configuration', developerText?.noRoot(part));
  return value;
}

/** Attributes by which every part can be styled. */
export interface StateAttributes {
  readonly 'data-status': BillingStatus;
  /** On `failed`: the code of the error. */
  readonly 'data-error': string | undefined;
}

export function stateAttributes(state: AttemptState): StateAttributes & Record<string, unknown> {
  return {
    'data-status': state.status,
    'data-error': state.status === 'failed' ? state.error.code : undefined,
  };
}

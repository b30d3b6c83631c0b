import { createContext, useContext } from 'react';
import { BillingKeyError } from '../../core/BillingKeyError.js';
import { developerText } from '../../core/developerText.js';
import type { Messages } from '../../core/messages/Messages.js';
import type { CustomPg } from '../../core/pg/customPg.js';
import type { PgCode } from '../../core/pg/pgTable.js';
import type { UseBillingKeyResult } from '../../react/useBillingKey.js';
import type { Opener } from './useFocusReturn.js';

/** The state of the attempt, with what can be done about it: what `useBillingKey` returns. */
export type BillingKeyState<TData = unknown, TPg extends PgCode | CustomPg = PgCode | CustomPg> = UseBillingKeyResult<
  TPg,
  TData
>;

/** Something that has to agree before a window opens, such as the terms that a customer has yet to accept. */
export interface Gate {
  /** Undefined to let the click through; otherwise what the customer is told. */
  refuse(): string | undefined;
  /** Brings the customer to what is missing. */
  focus(): void;
}

/** Parts that others have to know about: by them the words are said once, and the button is described by them. */
export type SpeakingPart = 'status' | 'error';

export interface BillingKeyContextValue {
  readonly state: BillingKeyState;
  readonly messages: Messages;
  /** Ids of the speaking parts that are there. */
  readonly speaking: Readonly<Partial<Record<SpeakingPart, string>>>;
  register(part: SpeakingPart, id: string): () => void;
  addGate(gate: Gate): () => void;
  /** What a gate said at the last click. */
  readonly refusal: string | undefined;
  /** Asks the gates. False when one refused. */
  passGates(): boolean;
  clearRefusal(): void;
  /** The button that opened the window, which gets the focus back from it. */
  readonly opener: Opener;
}

export const BillingKeyContext = createContext<BillingKeyContextValue | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<BillingKey.Root>` */
export function useBillingKeyContext(part: string): BillingKeyContextValue {
  const value = useContext(BillingKeyContext);
  if (!value) {
    throw new BillingKeyError('invalid_configuration', developerText?.noRoot(part));
  }
  return value;
}

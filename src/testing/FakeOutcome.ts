import type { IamportResponse } from '../iamport/wire.js';
import type { FakeCardBehaviour } from './fakeCards.js';

/** A card was registered. The three names are the three shapes an SDK answers it in. */
export interface FakeIssued {
  /** `issued` takes the shape that the request's PG answers in; the other two force one. */
  readonly type: 'issued' | 'issuedNewStyle' | 'issuedImpSuccess';
  /** @default a fresh `imp_…` */
  readonly impUid?: string | undefined;
  /** What the card does when it is charged later; told to the fake server. @default 'ok' */
  readonly card?: Exclude<FakeCardBehaviour, 'refused-at-issue'> | undefined;
  /** Further keys of the answer, or others in place of those it would have. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
  /** Milliseconds from the window's opening to the answer. @default the option `delay` */
  readonly delay?: number | undefined;
}

/** No card was registered, and the callback (or the return address) says so. */
export interface FakeFailed {
  /**
   * `cancelled`: the customer gave up. `refused`: the PG said no. `popupClosed`: the SDK found the PG's popup gone.
   * `newStyleFailure`: the new API said no, and the answer has no success key at all.
   */
  readonly type: 'cancelled' | 'refused' | 'popupClosed' | 'newStyleFailure';
  readonly errorCode?: string | null | undefined;
  /** Shown to customers by the page: may hold anything, markup included. */
  readonly errorMsg?: string | undefined;
  /** @default a fresh `imp_…`; null is what comes when the request never reached the PG */
  readonly impUid?: string | null | undefined;
  /** How the answer says that it failed. @default as the request's PG does */
  readonly flag?: 'success' | 'imp_success' | 'success-as-text' | 'none' | undefined;
  readonly delay?: number | undefined;
}

/** No window opens. Which of these calls back is the SDK's own choice: only the first three do. */
export interface FakeNotOpened {
  /**
   * `noChannel`: `F1001` under `error_coe`. `notReady`: `NOT_READY`. `popupNotOpened`: `NOT READY`, with a space.
   * `popupBlocked`: an alert (at PayPal not even that) and no callback, ever. `alert`: the same for an exception inside
   * the SDK.
   */
  readonly type: 'noChannel' | 'notReady' | 'popupNotOpened' | 'popupBlocked' | 'alert';
}

/** The window opens, and nothing is ever heard of it again, unless the test settles it by hand. */
export interface FakeSilent {
  readonly type: 'silent';
}

/** The page is left for the PG and comes back at `m_redirect_url`, whatever the device. */
export interface FakeRedirect {
  readonly type: 'redirect';
  /** @default 'issued' */
  readonly result?: FakeIssued['type'] | FakeFailed['type'] | FakeIssued | FakeFailed | undefined;
  /** Which success key the return address carries. @default as the generation and the PG do */
  readonly successKey?: 'imp_success' | 'success' | 'none' | undefined;
  readonly delay?: number | undefined;
}

/** The callback gets exactly this. */
export interface FakeRawAnswer {
  readonly type: 'answer';
  readonly response: IamportResponse;
  readonly delay?: number | undefined;
}

/** How a request ends, with its details. */
export type FakeOutcomeObject = FakeIssued | FakeFailed | FakeNotOpened | FakeSilent | FakeRedirect | FakeRawAnswer;

/** Every outcome that needs no details. */
export const outcomeNames = [
  'issued',
  'issuedNewStyle',
  'issuedImpSuccess',
  'cancelled',
  'refused',
  'popupClosed',
  'newStyleFailure',
  'noChannel',
  'notReady',
  'popupNotOpened',
  'popupBlocked',
  'alert',
  'silent',
  'redirect',
] as const satisfies readonly FakeOutcomeObject['type'][];

/** How a request ends: a name, or an object where the details matter. */
export type FakeOutcome = (typeof outcomeNames)[number] | FakeOutcomeObject;

/** A name is short for an object without details. */
export function outcomeObject(outcome: FakeOutcome): FakeOutcomeObject {
  return typeof outcome === 'string' ? { type: outcome } : outcome;
}

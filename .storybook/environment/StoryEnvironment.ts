import type { FakeIamportOptions } from '../../src/testing/index.js';

/** What the charge endpoint does. */
export type ChargeAnswer = 'ok' | 'declined' | 'never';

/** What becomes of the SDK's script. */
export type SdkScript = 'ready' | 'missing' | 'never' | 'late';

/** Everything outside of the library that a story meets: the SDK, its window, the backend, the network. */
export interface StoryEnvironment {
  /** How the payment window ends; none leaves it to the clicks in it. */
  readonly window?: FakeIamportOptions['outcome'];
  readonly charge?: ChargeAnswer | undefined;
  readonly sdk?: SdkScript | undefined;
  /** The network is away from the moment that the card is registered. */
  readonly offline?: boolean | undefined;
  /** Draws the payment window; without, it is only there for scripts. @default true */
  readonly ui?: boolean | undefined;
  /** False keeps the page where it is when the PG would take it away. @default true */
  readonly leaves?: boolean | undefined;
}

/** What a PG says when a card is refused. Its own words, shown unaltered. */
export const pgMessage = '[8037] 카드 유효기간을 확인해 주세요. (카드사 응답)';

/** The outcomes of the toolbar. */
export const outcomes = {
  byHand: { title: 'By hand: click through the window', environment: {} },
  issued: { title: 'Issued and charged', environment: { window: 'issued' } },
  cancelled: { title: 'Cancelled by the customer', environment: { window: 'cancelled' } },
  refused: { title: 'Refused by the PG', environment: { window: { type: 'refused', errorMsg: pgMessage } } },
  popupBlocked: { title: 'Popup blocked', environment: { window: 'popupNotOpened' } },
  silent: { title: 'Silent: no answer, ever', environment: { window: 'silent' } },
  redirect: { title: 'Redirect: leaves and comes back', environment: { window: 'redirect' } },
  chargeDeclined: { title: 'Charge declined', environment: { window: 'issued', charge: 'declined' } },
  chargeTimesOut: { title: 'Charge times out', environment: { window: 'issued', charge: 'never' } },
  offline: { title: 'Offline when charging', environment: { window: 'issued', offline: true } },
  sdkMissing: { title: 'SDK 404', environment: { sdk: 'missing' } },
} as const satisfies Record<string, { readonly title: string; readonly environment: StoryEnvironment }>;

export type OutcomeName = keyof typeof outcomes;

/** What becomes of a card that was typed into the fake window. */
export type FakeCardBehaviour = 'ok' | 'declined-at-charge' | 'limit-exceeded' | 'refused-at-issue';

/** One test card of the fake window. */
export interface FakeCard {
  /** With hyphens, as the window shows it. */
  readonly number: string;
  /** The card company's name, as an issued card reports it. */
  readonly name: string;
  readonly behaviour: FakeCardBehaviour;
}

/**
 * The only numbers the fake window takes. A real card number is never needed, and never accepted.
 */
export const fakeCards = [
  { number: '4242-4242-4242-4242', name: '모의카드', behaviour: 'ok' },
  { number: '4000-0000-0000-0002', name: '모의카드', behaviour: 'declined-at-charge' },
  { number: '4000-0000-0000-0119', name: '모의카드', behaviour: 'limit-exceeded' },
  { number: '4000-0000-0000-0069', name: '모의카드', behaviour: 'refused-at-issue' },
] as const satisfies readonly FakeCard[];

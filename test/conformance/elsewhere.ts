/** A claim that no SDK can be asked about: it is the server's, the browser's or the merchant's part. */
export interface Elsewhere {
  readonly claim: string;
  readonly basis: 'seen' | 'documented';
  /** The test that shows what is made of it: its file below `test`, and its title. */
  readonly file: string;
  readonly title: string;
}

const serverTests = 'node/server/createFakeIamportServer.test.ts';
const anySequence = 'charges an attempt once at most, ends it, and loses no key';

/** What belongs to the behaviour of i'mport as a page meets it, and is not in `window.IMP`. */
export const elsewhere: readonly Elsewhere[] = [
  {
    claim: 'Issuing again with the same customer_uid replaces the key it stood for, in silence.',
    basis: 'documented',
    file: serverTests,
    title: 'replaces the card in silence when the same customer_uid is issued again',
  },
  {
    claim: 'A charge is understood (code 0) and may have failed all the same (status).',
    basis: 'documented',
    file: serverTests,
    title: 'answers code 0 and status failed when the card is declined, and lets the order be tried again',
  },
  {
    claim: 'An order number that was paid is refused by the REST API too.',
    basis: 'documented',
    file: serverTests,
    title: 'is one payment however often it is reported, and refuses a paid order number',
  },
  {
    claim: 'An amount that was only shown is in the payment record all the same.',
    basis: 'documented',
    file: serverTests,
    title: 'carries the amount that was only shown, and no approval, when nothing was taken',
  },
  {
    claim: 'What an amount does while a key is issued is a matter of the PG.',
    basis: 'documented',
    file: 'iamport/pg/decidePg.test.ts',
    title: 'never sends an amount that would be taken without saying that it was',
  },
  {
    claim: 'Charging what a PG has charged while it issued is charging twice.',
    basis: 'documented',
    file: 'node/pg/onePayment.test.ts',
    title: 'takes one payment for one subscription, however often the page asks',
  },
  {
    claim: 'Even an issued key is a claim of the browser; the REST API is asked for the truth.',
    basis: 'documented',
    file: 'server/guards.test.ts',
    title: 'a page that says the money was taken is not believed',
  },
  {
    claim: 'Keys and secrets of the REST API never reach a browser.',
    basis: 'documented',
    file: 'node/example/readConfig.test.ts',
    title: 'has no secret in it',
  },
  {
    claim: 'A return may be loaded again, and may land in another tab.',
    basis: 'seen',
    file: 'core/attempt/model.test.ts',
    title: anySequence,
  },
  {
    claim: 'Back out of the PG’s page brings the merchant’s page as it was when it was left.',
    basis: 'seen',
    file: 'e2e/leaving.phone.spec.ts',
    title: 'Back out of the PG’s page ends the attempt, and the button works at once',
  },
  {
    claim: 'Anyone can type the query of a return.',
    basis: 'seen',
    file: 'browser/testing/typedReturn.test.tsx',
    title: 'is handed over as unknown, and never charged',
  },
];

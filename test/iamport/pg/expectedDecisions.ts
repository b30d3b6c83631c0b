import type { PgDecision } from '../../../src/iamport/pg/decidePg.js';
import type { PgCode } from '../../../src/iamport/pg/pgTable.js';

/** What is sent and taken for an order of 9,900 won, and for one of 0. */
interface ExpectedMoney {
  readonly byBackend: readonly [wireAmount: number, chargedAtIssue: boolean];
  readonly atIssue: readonly [wireAmount: number, chargedAtIssue: boolean];
  readonly nothing: readonly [wireAmount: number, chargedAtIssue: boolean];
  readonly nothingAtIssue: readonly [wireAmount: number, chargedAtIssue: boolean];
}

/** The amount is printed in the window and nothing is taken, whatever is asked for. */
const shown: ExpectedMoney = {
  byBackend: [9900, false],
  atIssue: [9900, false],
  nothing: [0, false],
  nothingAtIssue: [0, false],
};
/** Sending it takes it: so it is sent only where that is asked for. */
const takenWhenSent: ExpectedMoney = {
  byBackend: [0, false],
  atIssue: [9900, true],
  nothing: [0, false],
  nothingAtIssue: [0, false],
};
/** There is no key without a payment. */
const alwaysTaken: ExpectedMoney = {
  byBackend: [9900, true],
  atIssue: [9900, true],
  nothing: [0, true],
  nothingAtIssue: [0, true],
};
/** Nobody says what sending it does: so it is never sent. */
const neverSent: ExpectedMoney = {
  byBackend: [0, false],
  atIssue: [0, false],
  nothing: [0, false],
  nothingAtIssue: [0, false],
};

type Channel = PgDecision['channel'];

type Row = readonly [
  pg: PgCode,
  chosen: string | undefined,
  payMethod: string | undefined,
  desktop: Channel,
  phone: Channel,
  popup: readonly [desktop: boolean, phone: boolean],
  money: ExpectedMoney,
];

const none = [false, false] as const;
const onDesktop = [true, false] as const;
const everywhere = [true, true] as const;

/** Written out by hand from the documents that docs/pg.md cites, and not from the table under test. */
const rows: readonly Row[] = [
  ['kcp_billing', undefined, 'card', 'callback', 'redirect', none, shown],
  ['kcp_billing', 'card', 'card', 'callback', 'redirect', none, shown],
  ['html5_inicis', undefined, 'card', 'callback', 'both', none, shown],
  ['danal_tpay', undefined, 'card', 'callback', 'both', none, takenWhenSent],
  ['danal', undefined, 'phone', 'callback', 'callback', none, alwaysTaken],
  ['jtnet', undefined, 'card', 'callback', 'redirect', none, takenWhenSent],
  ['kicc', undefined, 'card', 'callback', 'redirect', none, shown],
  ['payco', undefined, 'card', 'callback', 'callback', onDesktop, shown],
  ['kakaopay', undefined, undefined, 'callback', 'redirect', none, takenWhenSent],
  ['chai', undefined, 'trans', 'both', 'both', none, shown],
  ['mobilians', undefined, 'phone', 'callback', 'both', none, alwaysTaken],
  ['mobilians_v2', 'card', 'card', 'callback', 'redirect', onDesktop, takenWhenSent],
  ['mobilians_v2', 'phone', 'phone', 'callback', 'redirect', onDesktop, alwaysTaken],
  ['naverpay', undefined, undefined, 'callback', 'redirect', onDesktop, shown],
  ['paymentwall', undefined, 'card', 'callback', 'both', none, alwaysTaken],
  ['tosspayments', undefined, 'card', 'callback', 'redirect', none, shown],
  ['smartro_v2', undefined, 'card', 'callback', 'redirect', none, shown],
  ['welcome', 'card', 'card', 'callback', 'redirect', none, shown],
  ['welcome', 'phone', 'phone', 'callback', 'redirect', none, alwaysTaken],
  ['settle_acc', undefined, 'trans', 'callback', 'both', onDesktop, takenWhenSent],
  ['tosspay_v2', undefined, 'tosspay', 'callback', 'redirect', onDesktop, shown],
  ['toss_brandpay', undefined, 'toss_brandpay', 'callback', 'callback', none, shown],
  ['paypal_v2', undefined, 'paypal', 'callback', 'callback', everywhere, shown],
  ['nice_v2', 'kakaopay', 'kakaopay', 'callback', 'redirect', none, neverSent],
  ['nice_v2', 'naverpay_card', 'naverpay_card', 'callback', 'redirect', none, neverSent],
  ['nice_v2', 'naverpay_point', 'naverpay_point', 'callback', 'redirect', none, neverSent],
  ['galaxia', 'card', 'card', 'callback', 'redirect', none, shown],
  ['galaxia', 'phone', 'phone', 'callback', 'redirect', none, alwaysTaken],
  ['payletter_global', undefined, undefined, 'both', 'both', none, alwaysTaken],
  ['smilepay', undefined, 'card', 'callback', 'both', none, neverSent],
  ['kcp_quick', 'card', 'card', 'callback', 'redirect', onDesktop, neverSent],
  ['kcp_quick', 'trans', 'trans', 'callback', 'redirect', onDesktop, neverSent],
];

/** For each PG, and each pay method that an order can choose there: what has to be decided. */
export const expectedDecisions = rows.map(([pg, chosen, payMethod, desktop, phone, popup, money]) => ({
  pg,
  chosen,
  payMethod,
  desktop,
  phone,
  popup: { desktop: popup[0], phone: popup[1] },
  money,
}));

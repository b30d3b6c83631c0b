import type { BillingOrder } from '../order.js';
import type { PgCodeOrCustomPg } from './customPg.js';
import type { Device, PgRow, ResultChannel } from './PgRow.js';
import { amountRuleOf, cautiousRow, payMethodOf, rowOf } from './pgRules.js';

/** Everything about one attempt that depends on the PG. */
export interface PgDecision {
  /** i'mport's `pg` code, without the merchant id. */
  readonly code: string;
  /** `pay_method` to send; undefined: leave it out. */
  readonly payMethod: string | undefined;
  /**
   * Where the key's answer comes. Pass a callback whatever it says: a PG that leaves the page still reports in it what
   * goes wrong before leaving. `both`: it may come either way, be ready for both.
   */
  readonly channel: 'callback' | 'redirect' | 'both';
  /** True when the window is, or may be, a browser popup, which is blocked without a fresh click. */
  readonly opensPopup: boolean;
  /** `amount` to send, in the currency's unit. */
  readonly wireAmount: number;
  /** True when issuing takes the money, so that the backend verifies and does not charge. */
  readonly chargedAtIssue: boolean;
  /** `naverPopupMode` to send, always explicit: its default is documented nowhere. Undefined: leave it out. */
  readonly naverPopupMode: boolean | undefined;
  /** Set when the window is opened by `IMP.loadUI(ui, …)` in place of `IMP.request_pay`. */
  readonly ui: string | undefined;
}

/**
 * Decides an attempt from the PG's row. Pure, and never throws: whether the order is acceptable is for `pgProblems` to
 * say; what can't be decided is decided so that no answer is lost and nothing is charged twice.
 *
 * NaverPay without `naverPopupMode` gets a popup on desktops (the page stays and the click that asks for it is there) and
 * leaves the page on phones, where popups are blocked or lost in in-app browsers; its documents lean the same way.
 */
export function decidePg(pg: PgCodeOrCustomPg, order: BillingOrder, device: Device): PgDecision {
  const row: PgRow = rowOf(pg) ?? cautiousRow;
  const payMethod = payMethodOf(row, order);
  const documented = row[device];
  const naverPopupMode = documented === 'either' ? (order.naverPopupMode ?? device === 'desktop') : undefined;
  const channel = channelOf(documented, naverPopupMode);
  const rule = amountRuleOf(row, payMethod);
  const chargedAtIssue =
    rule === 'always-charged' ||
    (rule === 'charged-if-positive' && order.initialCharge === 'at-issue' && order.amount > 0);
  return {
    code: typeof pg === 'string' ? pg : pg.code,
    payMethod,
    channel,
    opensPopup: naverPopupMode ?? (row.popup === 'always' || row.popup === device || order.popup === true),
    wireAmount: chargedAtIssue || rule === 'display-only' ? order.amount : 0,
    chargedAtIssue,
    naverPopupMode,
    ui: row.ui,
  };
}

function channelOf(documented: ResultChannel, naverPopupMode: boolean | undefined): PgDecision['channel'] {
  if (documented === 'either') return naverPopupMode ? 'callback' : 'redirect';
  return documented === 'disputed' ? 'both' : documented;
}

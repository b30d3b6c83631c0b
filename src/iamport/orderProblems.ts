import { nearestCode } from '../core/errors/nearestCode.js';
import type { Problem } from '../core/errors/Problem.js';
import { inTurn, problemsOf, reportNoTexts, reportOrderProblems, reportTextProblems } from '../core/orderProblems.js';
import type { BillingOrder } from './order.js';
import type { PgCodeOrCustomPg } from './pg/customPg.js';
import type { Device } from './pg/PgRow.js';
import { pgProblems } from './pg/pgProblems.js';
import { pgTable } from './pg/pgTable.js';

/**
 * Everything wrong with an order, found before the SDK sees it: the SDK answers most of these with silence or an alert.
 *
 * Limits: PortOne V1 docs, `payrq` (merchant_uid and name, 40 characters) and the REST schema (customer_uid, 80).
 */
export function orderProblems(pg: PgCodeOrCustomPg, order: BillingOrder, device: Device): Problem[] {
  if (!order || typeof order !== 'object') return [{ field: 'order', rule: 'required' }];
  const ofEveryPg = problemsOf((report) => {
    reportTextProblems(report, 'customerUid', order.customerUid, true, 80);
    reportTextProblems(report, 'name', order.name, true, 40);
    reportTextProblems(report, 'merchantUid', order.merchantUid, false, 40);
    reportTextProblems(report, 'chargeMerchantUid', order.chargeMerchantUid, false, 40);
    if (order.merchantUid && order.merchantUid === order.chargeMerchantUid) {
      report('chargeMerchantUid', 'same-as', 'merchantUid');
    }
    reportNoTexts(report, '', { payMethod: order.payMethod });
    reportNoTexts(report, 'buyer.', order.buyer);
    reportOrderProblems(order, report);
  });
  const ofPg = pgProblems(pg, order, device);
  const code = typeof pg === 'string' ? pg : pg?.code || undefined;
  return inTurn(ofEveryPg, code === undefined ? ofPg : ofPg.map((problem) => bySomePg(problem, code)));
}

function bySomePg(problem: Problem, pg: string): Problem {
  const isUnknown = process.env.NODE_ENV !== 'production' && problem.rule === 'unknown-pg';
  const nearest = isUnknown ? nearestCode(pg, Object.keys(pgTable)) : undefined;
  return { ...problem, pg, ...(nearest && { nearest }) };
}

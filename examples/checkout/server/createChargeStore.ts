import type { Client } from '@libsql/client';
import { type Charge, type Plan, readCharge, readPlan } from './Charge.js';
import type { IamportPayment } from './IamportPayment.js';

/** What a row is begun with. */
interface NewCharge {
  chargeMerchantUid: string;
  customerUid: string;
  plan: Plan;
  pg: string;
  issueImpUid: string;
  callEndsAt: number;
}

/** The tables, one statement a method, so that each one happens or doesn't. */
export interface ChargeStore {
  listPlans(): Promise<Plan[]>;
  findPlan(id: string): Promise<Plan | null>;
  find(chargeMerchantUid: string): Promise<Charge | null>;
  /** Newest first. */
  ofCustomer(customerUid: string): Promise<Charge[]>;
  /**
   * Takes the row for one try and writes `pending` into it: a new row, or the one that was read before, provided that
   * nobody has taken it since. False when somebody was faster, or when the registration has its charge already.
   */
  begin(charge: NewCharge, before: Charge | null): Promise<boolean>;
  markPaid(chargeMerchantUid: string, payment: IamportPayment, chargedAtIssue: boolean): Promise<Charge>;
  markFailed(chargeMerchantUid: string, reason: string, impUid: string | null): Promise<Charge>;
  /** The call that was made for a pending row is known to be over. */
  endCall(chargeMerchantUid: string): Promise<void>;
}

export function createChargeStore(database: Client, now: () => number): ChargeStore {
  async function find(chargeMerchantUid: string): Promise<Charge | null> {
    const { rows } = await database.execute({
      sql: 'SELECT * FROM charges WHERE charge_merchant_uid = ?',
      args: [chargeMerchantUid],
    });
    return rows[0] === undefined ? null : readCharge(rows[0]);
  }

  async function settle(sql: string, args: (string | number | null)[], chargeMerchantUid: string): Promise<Charge> {
    // Only a pending row settles: what was answered once stays answered.
    await database.execute({
      sql: `UPDATE charges SET ${sql}, settled_at = ? WHERE charge_merchant_uid = ? AND status = 'pending'`,
      args: [...args, now(), chargeMerchantUid],
    });
    const charge = await find(chargeMerchantUid);
    if (charge === null) throw new Error(`The row of charge ${chargeMerchantUid} is gone from the database.`);
    return charge;
  }

  return {
    find,

    async listPlans() {
      const { rows } = await database.execute('SELECT * FROM plans ORDER BY amount');
      return rows.map(readPlan);
    },

    async findPlan(id) {
      const { rows } = await database.execute({ sql: 'SELECT * FROM plans WHERE id = ?', args: [id] });
      return rows[0] === undefined ? null : readPlan(rows[0]);
    },

    async ofCustomer(customerUid) {
      const { rows } = await database.execute({
        sql: 'SELECT * FROM charges WHERE customer_uid = ? ORDER BY created_at DESC, rowid DESC',
        args: [customerUid],
      });
      return rows.map(readCharge);
    },

    async begin({ chargeMerchantUid, customerUid, plan, pg, issueImpUid, callEndsAt }, before) {
      const sale = [plan.name, plan.amount, plan.currency, pg, issueImpUid, callEndsAt];
      const { rowsAffected } =
        before === null
          ? await database.execute({
              sql: `INSERT INTO charges (plan_name, amount, currency, pg, issue_imp_uid, call_ends_at,
                      charge_merchant_uid, customer_uid, plan_id, created_at, status)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT DO NOTHING`,
              args: [...sale, chargeMerchantUid, customerUid, plan.id, now()],
            })
          : await database.execute({
              sql: `UPDATE OR IGNORE charges
                    SET plan_name = ?, amount = ?, currency = ?, pg = ?, issue_imp_uid = ?, call_ends_at = ?,
                      status = 'pending', attempt = attempt + 1, fail_reason = NULL, settled_at = NULL
                    WHERE charge_merchant_uid = ? AND status = ? AND attempt = ?`,
              args: [...sale, chargeMerchantUid, before.status, before.attempt],
            });
      return rowsAffected === 1;
    },

    markPaid: (chargeMerchantUid, payment, chargedAtIssue) =>
      settle(
        `status = 'paid', imp_uid = ?, charged_at_issue = ?, card_name = ?, card_number = ?, receipt_url = ?`,
        [payment.impUid, chargedAtIssue ? 1 : 0, payment.cardName, payment.cardNumber, payment.receiptUrl],
        chargeMerchantUid,
      ),

    markFailed: (chargeMerchantUid, reason, impUid) =>
      settle(`status = 'failed', fail_reason = ?, imp_uid = ?`, [reason, impUid], chargeMerchantUid),

    async endCall(chargeMerchantUid) {
      await database.execute({
        sql: `UPDATE charges SET call_ends_at = ? WHERE charge_merchant_uid = ? AND status = 'pending'`,
        args: [now(), chargeMerchantUid],
      });
    },
  };
}

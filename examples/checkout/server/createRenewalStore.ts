import type { Client, InArgs } from '@libsql/client';
import { type Renewal, readRenewal } from './Renewal.js';

/** A subscription that nothing is planned for: its first charge, and its latest renewal if there was one. */
export interface Unplanned {
  chargeMerchantUid: string;
  beganAt: number;
  latest: Pick<Renewal, 'period' | 'attempt' | 'status'> | null;
}

/** The tables of renewals and of their end, one statement a method. */
export interface RenewalStore {
  /** Subscriptions whose latest renewal is paid, or failed in fewer than `attempts`, or that had none yet. */
  unplanned(attempts: number): Promise<Unplanned[]>;
  /** Does nothing when the same try of the same month is there. */
  plan(row: Pick<Renewal, 'merchantUid' | 'chargeMerchantUid' | 'period' | 'attempt' | 'dueAt'>): Promise<void>;
  /** Oldest first. */
  withStatus(status: Renewal['status']): Promise<Renewal[]>;
  find(merchantUid: string): Promise<Renewal | null>;
  ofCustomer(customerUid: string): Promise<Renewal[]>;
  /** Counts a call to book it, before it is made. False when somebody else has been at it since the row was read. */
  ask(row: Renewal): Promise<boolean>;
  /** A row that was asked for once and refused has failed. False when it was asked for before: one of the calls has booked it. */
  refuse(merchantUid: string, reason: string): Promise<boolean>;
  markBooked(merchantUid: string, dueAt: number): Promise<void>;
  /** A row that was ended is settled too: if it was paid all the same, that has to be seen. */
  settle(merchantUid: string, status: 'paid' | 'failed', impUid: string | null, reason: string | null): Promise<void>;
  /** From now on nothing is planned for this card. */
  endCard(customerUid: string): Promise<void>;
  isEnded(customerUid: string): Promise<boolean>;
  /** Cards that have ended here and may still be known to i'mport. */
  unrevoked(): Promise<string[]>;
  endRenewals(customerUid: string): Promise<void>;
  markRevoked(customerUid: string): Promise<void>;
}

const select = `SELECT r.*, c.customer_uid, c.plan_name, c.amount, c.currency
                FROM renewals r JOIN charges c USING (charge_merchant_uid)`;

export function createRenewalStore(database: Client, now: () => number): RenewalStore {
  async function list(where: string, args: InArgs): Promise<Renewal[]> {
    const { rows } = await database.execute({ sql: `${select} WHERE ${where} ORDER BY r.due_at, r.rowid`, args });
    return rows.map(readRenewal);
  }

  /** Whether a row was changed. */
  async function changes(sql: string, args: InArgs): Promise<boolean> {
    return (await database.execute({ sql, args })).rowsAffected > 0;
  }

  async function write(sql: string, args: InArgs): Promise<void> {
    await changes(sql, args);
  }

  return {
    async unplanned(attempts) {
      const { rows } = await database.execute({
        sql: `SELECT c.charge_merchant_uid, c.settled_at, r.period, r.attempt, r.status
              FROM charges c LEFT JOIN renewals r ON r.charge_merchant_uid = c.charge_merchant_uid AND NOT EXISTS (
                SELECT 1 FROM renewals later WHERE later.charge_merchant_uid = r.charge_merchant_uid
                  AND (later.period, later.attempt) > (r.period, r.attempt))
              WHERE c.status = 'paid' AND c.customer_uid NOT IN (SELECT customer_uid FROM ended_cards)
                AND (r.status IS NULL OR r.status = 'paid' OR (r.status = 'failed' AND r.attempt < ?))`,
        args: [attempts],
      });
      return rows.map((row) => ({
        chargeMerchantUid: String(row.charge_merchant_uid),
        beganAt: Number(row.settled_at),
        latest:
          row.status === null
            ? null
            : {
                period: Number(row.period),
                attempt: Number(row.attempt),
                status: row.status as Renewal['status'],
              },
      }));
    },

    plan: ({ merchantUid, chargeMerchantUid, period, attempt, dueAt }) =>
      write(
        `INSERT INTO renewals (merchant_uid, charge_merchant_uid, period, attempt, due_at, status)
         VALUES (?, ?, ?, ?, ?, 'planned') ON CONFLICT DO NOTHING`,
        [merchantUid, chargeMerchantUid, period, attempt, dueAt],
      ),

    withStatus: (status) => list('r.status = ?', [status]),
    find: async (merchantUid) => (await list('r.merchant_uid = ?', [merchantUid]))[0] ?? null,
    ofCustomer: (customerUid) => list('c.customer_uid = ?', [customerUid]),

    ask: ({ merchantUid, asked }) =>
      changes(`UPDATE renewals SET asked = asked + 1 WHERE merchant_uid = ? AND status = 'planned' AND asked = ?`, [
        merchantUid,
        asked,
      ]),
    refuse: (merchantUid, reason) =>
      changes(
        `UPDATE renewals SET status = 'failed', fail_reason = ?, settled_at = ?
         WHERE merchant_uid = ? AND status = 'planned' AND asked = 1`,
        [reason, now(), merchantUid],
      ),
    markBooked: (merchantUid, dueAt) =>
      write(`UPDATE renewals SET status = 'booked', due_at = ? WHERE merchant_uid = ? AND status = 'planned'`, [
        dueAt,
        merchantUid,
      ]),
    settle: (merchantUid, status, impUid, reason) =>
      write(
        `UPDATE renewals SET status = ?, imp_uid = ?, fail_reason = ?, settled_at = ?
         WHERE merchant_uid = ? AND status IN ('planned', 'booked', 'ended')`,
        [status, impUid, reason, now(), merchantUid],
      ),

    endCard: (customerUid) =>
      write('INSERT INTO ended_cards (customer_uid, ended_at) VALUES (?, ?) ON CONFLICT DO NOTHING', [
        customerUid,
        now(),
      ]),
    async isEnded(customerUid) {
      const sql = 'SELECT 1 FROM ended_cards WHERE customer_uid = ?';
      return (await database.execute({ sql, args: [customerUid] })).rows.length > 0;
    },
    async unrevoked() {
      const { rows } = await database.execute('SELECT customer_uid FROM ended_cards WHERE revoked_at IS NULL');
      return rows.map((row) => String(row.customer_uid));
    },
    endRenewals: (customerUid) =>
      write(
        `UPDATE renewals SET status = 'ended' WHERE status IN ('planned', 'booked') AND charge_merchant_uid IN
           (SELECT charge_merchant_uid FROM charges WHERE customer_uid = ?)`,
        [customerUid],
      ),
    markRevoked: (customerUid) =>
      write('UPDATE ended_cards SET revoked_at = ? WHERE customer_uid = ?', [now(), customerUid]),
  };
}

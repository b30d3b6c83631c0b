import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from './ApiError.js';
import { toReceipt } from './Charge.js';
import type { ChargeService } from './createChargeService.js';
import type { ChargeStore } from './createChargeStore.js';
import type { RenewalService } from './createRenewalService.js';
import type { RenewalStore } from './createRenewalStore.js';
import { IamportUnavailable } from './IamportUnavailable.js';
import { toNotice } from './Renewal.js';
import { readChargeRequest, readIdentifier } from './readChargeRequest.js';
import type { PageConfig } from './readConfig.js';

export interface AppOptions {
  charges: ChargeService;
  store: ChargeStore;
  renewals: RenewalService;
  renewalStore: RenewalStore;
  page: PageConfig;
  /** Gets a line about what went wrong on our side; identifiers only. */
  log: (line: string) => void;
}

/**
 * The HTTP side. A service of yours also knows who is signed in: look the `customerUid` up for that person, and refuse one
 * of somebody else. Here it is a random name that only the browser which made it knows.
 */
export function createApp({ charges, store, renewals, renewalStore, page, log }: AppOptions): Hono {
  const app = new Hono();

  app.get('/api/config', (c) => c.json(page));

  app.get('/api/plans', async (c) => c.json(await store.listPlans()));

  app.post('/api/subscriptions/charge', bodyLimit({ maxSize: 16_384 }), async (c) => {
    const charge = await charges.charge(readChargeRequest(await c.req.json().catch(() => null)));
    if (charge.status === 'paid') {
      // The next month is booked behind the customer's back: the receipt does not wait for it.
      void renewals.sweep();
      return c.json(toReceipt(charge));
    }
    const error = { code: 'charge_declined', message: charge.failReason ?? 'The card was declined.' };
    return c.json({ error, charge: toReceipt(charge) }, 402);
  });

  app.get('/api/subscriptions/:customerUid', async (c) => {
    const customerUid = readIdentifier('customerUid', c.req.param('customerUid'), 80);
    const [rows, months, isEnded] = await Promise.all([
      store.ofCustomer(customerUid),
      renewalStore.ofCustomer(customerUid),
      renewalStore.isEnded(customerUid),
    ]);
    const isPaid = rows.some(({ status }) => status === 'paid');
    return c.json({
      customerUid,
      status: isEnded ? 'ended' : isPaid ? 'active' : 'none',
      charges: rows.map(toReceipt),
      renewals: months.map(toNotice),
    });
  });

  app.delete('/api/subscriptions/:customerUid', async (c) => {
    const customerUid = readIdentifier('customerUid', c.req.param('customerUid'), 80);
    if ((await store.ofCustomer(customerUid)).length === 0) {
      throw new ApiError(404, 'not_found', `Nothing was ever charged to ${customerUid}.`);
    }
    await renewals.end(customerUid);
    return c.json({ customerUid, status: 'ended' });
  });

  // Anybody can post here: what is posted says where to look, and i'mport says what is there.
  app.post('/api/iamport/webhook', bodyLimit({ maxSize: 16_384 }), async (c) => {
    const body = (await c.req.json().catch(() => null)) as { merchant_uid?: unknown } | null;
    const merchantUid = readIdentifier('merchant_uid', body?.merchant_uid, 40);
    await Promise.all([charges.look(merchantUid), renewals.look(merchantUid)]);
    void renewals.sweep();
    return c.json({ received: true });
  });

  app.get('/api/charges/:chargeMerchantUid', async (c) => {
    const uid = readIdentifier('chargeMerchantUid', c.req.param('chargeMerchantUid'), 40);
    const charge = await charges.look(uid);
    if (charge === null) throw new ApiError(404, 'not_found', `No charge was begun under ${uid}.`);
    return c.json(toReceipt(charge));
  });

  app.notFound((c) => c.json({ error: { code: 'not_found', message: `No ${c.req.method} ${c.req.path}.` } }, 404));

  app.onError((error, c) => {
    const answer = toApiError(error, log);
    if (answer === null) {
      log(`${c.req.method} ${c.req.routePath}: ${error.stack ?? error.message}`);
      return c.json({ error: { code: 'internal', message: 'Something went wrong on the server.' } }, 500);
    }
    const { field, retryAfterSeconds } = answer.details;
    if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds));
    const { code, message } = answer;
    return c.json({ error: { code, message, ...(field === undefined ? {} : { field }) } }, answer.status);
  });

  return app;
}

function toApiError(error: Error, log: (line: string) => void): ApiError | null {
  if (error instanceof ApiError) return error;
  if (!(error instanceof IamportUnavailable)) return null;
  log(error.message);
  return new ApiError(503, 'iamport_unavailable', "i'mport can't be reached. Nothing is lost: send the same again.", {
    retryAfterSeconds: 1,
  });
}

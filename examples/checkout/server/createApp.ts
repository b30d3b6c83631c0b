import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from './ApiError.js';
import { toReceipt } from './Charge.js';
import type { ChargeService } from './createChargeService.js';
import type { ChargeStore } from './createChargeStore.js';
import { IamportUnavailable } from './IamportUnavailable.js';
import { readChargeRequest, readIdentifier } from './readChargeRequest.js';
import type { PageConfig } from './readConfig.js';

export interface AppOptions {
  charges: ChargeService;
  store: ChargeStore;
  page: PageConfig;
  /** Gets a line about what went wrong on our side; identifiers only. */
  log: (line: string) => void;
}

/**
 * The HTTP side. A service of yours also knows who is signed in: look the `customerUid` up for that person, and refuse one
 * of somebody else. Here it is a random name that only the browser which made it knows.
 */
export function createApp({ charges, store, page, log }: AppOptions): Hono {
  const app = new Hono();

  app.get('/api/config', (c) => c.json(page));

  app.get('/api/plans', async (c) => c.json(await store.listPlans()));

  app.post('/api/subscriptions/charge', bodyLimit({ maxSize: 16_384 }), async (c) => {
    const charge = await charges.charge(readChargeRequest(await c.req.json().catch(() => null)));
    if (charge.status === 'paid') return c.json(toReceipt(charge));
    const error = { code: 'charge_declined', message: charge.failReason ?? 'The card was declined.' };
    return c.json({ error, charge: toReceipt(charge) }, 402);
  });

  app.get('/api/subscriptions/:customerUid', async (c) => {
    const customerUid = readIdentifier('customerUid', c.req.param('customerUid'), 80);
    const rows = await store.ofCustomer(customerUid);
    return c.json({
      customerUid,
      status: rows.some(({ status }) => status === 'paid') ? 'active' : 'none',
      charges: rows.map(toReceipt),
    });
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

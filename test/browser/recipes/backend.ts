import type { IssuedKey } from '../../../src/index.js';
import type { FakeIamportServer } from '../../../src/testing/server/index.js';

/** The least of a backend: charges, and books the next month. Yours calls i'mport over HTTP in the same words. */
export function createBackend(server: FakeIamportServer, { nextChargeAt }: { nextChargeAt(): number }) {
  async function post(path: string, body: object, token?: string): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const request = new Request(`https://api.iamport.kr${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const { response } = (await (await server.fetch(request)).json()) as { response: Record<string, unknown> };
    return response;
  }

  return {
    async charge({ customerUid, chargeMerchantUid }: IssuedKey): Promise<{ paid: number }> {
      const keys = { imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' };
      const token = String((await post('/users/getToken', keys)).access_token);
      const order = { customer_uid: customerUid, amount: 9900, name: 'Basic plan' };
      const payment = await post('/subscribe/payments/again', { ...order, merchant_uid: chargeMerchantUid }, token);
      if (payment.status !== 'paid') throw new Error(String(payment.fail_reason));
      const next = { merchant_uid: 'sub7-month2', schedule_at: Math.floor(nextChargeAt() / 1000), currency: 'KRW' };
      const schedules = [{ ...next, amount: 9900, name: 'Basic plan' }];
      await post('/subscribe/payments/schedule', { customer_uid: customerUid, schedules }, token);
      return { paid: Number(payment.amount) };
    },
  };
}

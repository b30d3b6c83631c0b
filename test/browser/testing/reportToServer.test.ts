import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type FakeIamport, type FakeIamportOptions, installFakeIamport } from '../../../src/testing/index.js';
import { createFakeIamportServer, type FakeIamportServer } from '../../../src/testing/server/index.js';

let imp: FakeIamport | undefined;
let server: FakeIamportServer;

beforeEach(() => {
  server = createFakeIamportServer();
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => server.fetch(new Request(input, init)));
});

afterEach(() => imp?.uninstall());

async function pay(pg: string, options: FakeIamportOptions = {}) {
  const fake = installFakeIamport({ apiUrl: 'https://fake-server.test/', ...options });
  imp = fake;
  fake.IMP.init('imp00000000');
  await vi.waitUntil(() => fake.ready);
  const callback = vi.fn();
  const order = { pg, merchant_uid: 'm1', customer_uid: 'c1', name: 'Monthly plan', amount: 9900 };
  fake.IMP.request_pay(order, callback);
  await fake.nextRequest();
  return { fake, callback };
}

describe('the fake SDK with a fake server', () => {
  it('is told of a key before the page is', async () => {
    const { fake, callback } = await pay('kcp_billing');
    const settled = fake.issue({ impUid: 'imp_1', card: 'declined-at-charge' });
    expect(callback).not.toHaveBeenCalled();
    await settled;
    expect(callback).toHaveBeenCalledOnce();
    expect(server.keys.get('c1')).toMatchObject({ pg_provider: 'kcp_billing', card_number: '400000******0002' });
    expect(server.payments.get('imp_1')).toMatchObject({ status: 'paid', merchant_uid: 'm1' });
  });

  it('is told that a PG has charged', async () => {
    const { fake } = await pay('kakaopay');
    await fake.issue({ impUid: 'imp_1' });
    expect(server.payments.get('imp_1')).toMatchObject({ status: 'paid', amount: 9900 });
  });

  it('is told of a refusal by the PG, which leaves no key', async () => {
    const { fake } = await pay('kcp_billing');
    await fake.refuse({ impUid: 'imp_1', errorMsg: '한도 초과' });
    expect(server.payments.get('imp_1')).toMatchObject({ status: 'failed', fail_reason: '한도 초과' });
    expect(server.keys.size).toBe(0);
  });

  it('is told nothing of a cancel', async () => {
    const { fake } = await pay('kcp_billing');
    await fake.cancel();
    expect(server.payments.size).toBe(0);
  });

  it('can be away: the window says so, and can be used again', async () => {
    server.failNext({ route: 'POST /_window/issued', kind: 'network' });
    const { callback } = await pay('kcp_billing', { ui: true, locale: 'en' });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').click();
    await dialog.getByRole('button', { name: 'Register card' }).click();
    await expect.element(dialog.getByRole('status')).toHaveTextContent(/could not be told/);
    expect(callback).not.toHaveBeenCalled();
    await dialog.getByRole('button', { name: 'Register card' }).click();
    await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
    expect(server.keys.has('c1')).toBe(true);
  });

  it('that is away fails a decided outcome loudly', async () => {
    const logged = vi.mocked(console.error).mockImplementation(() => {});
    server.failNext({ route: 'POST /_window/issued', kind: 'network' });
    const { callback } = await pay('kcp_billing', { outcome: 'issued' });
    await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
    expect(callback.mock.calls[0]?.[0]).toMatchObject({ success: false });
    expect(logged).toHaveBeenCalledOnce();
    logged.mockClear();
  });
});

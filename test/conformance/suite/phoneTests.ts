import { expect, vi } from 'vitest';
import type { IamportRequest } from '../../../src/iamport/wire.js';
import type { BehaviourTests } from '../BehaviourTests.js';
import { answered, beDesktop, bePhone, dialog, order, type Payment, pay, sdk, start } from '../page.js';
import type { SdkDriver, ServerAnswer } from '../SdkDriver.js';

const back = 'https://shop.example/return';

async function startOnPhone(driver: SdkDriver, device: 'iphone' | 'android' = 'android'): Promise<void> {
  bePhone(device);
  await start(driver, { channels: ['kcp_billing', 'danal_tpay', 'welcome'] });
}

/** Leaves for the PG and comes back: the keys of the address. */
async function leave(
  driver: SdkDriver,
  answer: ServerAnswer,
  params: Partial<IamportRequest> = {},
): Promise<{ readonly payment: Payment; readonly address: URL; readonly keys: Record<string, string> }> {
  await startOnPhone(driver);
  const payment = pay({ pg: 'kcp_billing', m_redirect_url: back, ...params });
  await driver.answer(answer);
  const address = new URL(await vi.waitUntil(() => driver.addresses.at(-1)));
  return { payment, address, keys: Object.fromEntries(address.searchParams) };
}

const impUid = expect.stringMatching(/^imp_\d{12}$/);

export const phoneTests: BehaviourTests<'phone'> = {
  async 'phone/progress'(driver) {
    const content = document.createElement('main');
    content.textContent = 'shop';
    document.body.prepend(content);
    await startOnPhone(driver);
    expect(content.checkVisibility()).toBe(true);
    pay({ pg: 'danal_tpay' });
    expect(document.body.classList).toContain('imp-payment-progress');
    for (const child of document.body.children) expect(child.checkVisibility()).toBe(child === dialog());
    sdk().close?.();
    content.remove();
  },
  async 'phone/classes'(driver) {
    await startOnPhone(driver, 'android');
    pay({ pg: 'danal_tpay' });
    expect([...(dialog()?.classList ?? [])].sort()).toEqual(
      ['customizable', 'imp-dialog', 'mobile', 'payment-danal_tpay'].sort(),
    );
    beDesktop();
    bePhone('iphone');
    sdk().init('imp00000000');
    await driver.framesLoaded();
    pay({ pg: 'danal_tpay' });
    expect(dialog()?.classList).toContain('ios');
  },
  async 'phone/leaves'(driver) {
    const { payment, address } = await leave(driver, 'issued');
    expect(address.href).toContain(back);
    expect(payment.answers).toEqual([]);
  },
  async 'phone/keys'(driver) {
    const { payment, keys } = await leave(driver, 'issued');
    expect(keys).toEqual({ imp_uid: impUid, merchant_uid: payment.params.merchant_uid, imp_success: 'true' });
  },
  async 'phone/keys-old'(driver) {
    const { payment, keys } = await leave(driver, 'issued');
    expect(keys).toEqual({ imp_uid: impUid, merchant_uid: payment.params.merchant_uid, success: 'true' });
  },
  async 'phone/keys-new'(driver) {
    const { payment, keys } = await leave(driver, 'issuedNewStyle', { pg: 'welcome' });
    expect(keys).toEqual({ imp_uid: impUid, merchant_uid: payment.params.merchant_uid });
  },
  async 'phone/keys-failed'(driver) {
    const { payment, keys } = await leave(driver, 'refused');
    expect(keys).toMatchObject({
      merchant_uid: payment.params.merchant_uid,
      error_code: expect.any(String),
      error_msg: expect.any(String),
    });
  },
  async 'phone/own-keys'(driver) {
    const { address } = await leave(driver, 'issued', { m_redirect_url: `${back}?plan=basic&tag=a%20b` });
    expect(address.search).toMatch(/^\?plan=basic&tag=a%20b&/);
    expect(address.searchParams.get('imp_uid')).toEqual(impUid);
  },
  async 'phone/no-address'(driver) {
    await startOnPhone(driver);
    const payment = pay({ pg: 'kcp_billing' });
    await driver.answer('issued');
    sdk().init('imp00000000');
    await driver.framesLoaded();
    expect(payment.answers).toEqual([]);
    expect(driver.addresses.filter((address) => address.includes('imp_uid'))).toEqual([]);
  },
  async 'phone/no-callback'(driver) {
    bePhone('android');
    await start(driver, { channels: ['danal:certification'] });
    sdk().request_pay(order({ m_redirect_url: back }));
    const address = new URL(await vi.waitUntil(() => driver.addresses.at(-1)));
    expect(address.href).toContain(back);
    expect(address.searchParams.get('error_msg')).toBeTruthy();
  },
  async 'phone/stays'(driver) {
    await startOnPhone(driver);
    const payment = pay({ pg: 'danal_tpay', m_redirect_url: back });
    await driver.answer('issued');
    expect(await answered(payment)).toMatchObject({ imp_uid: impUid });
    expect(driver.addresses).toEqual([]);
  },
};

import { expect } from 'vitest';
import type { IamportRequest, IamportResponse } from '../../../src/iamport/wire.js';
import type { BehaviourTests } from '../BehaviourTests.js';
import { answered, isWindowOpen, type Payment, pay, start } from '../page.js';
import type { SdkDriver, ServerAnswer } from '../SdkDriver.js';

async function ask(
  driver: SdkDriver,
  answer: ServerAnswer,
  params?: Partial<IamportRequest>,
): Promise<Payment & { readonly response: IamportResponse }> {
  await start(driver);
  const payment = pay(params);
  await driver.answer(answer);
  return { ...payment, response: await answered(payment) };
}

const impUid = expect.stringMatching(/^imp_\d{12}$/);

export const answerTests: BehaviourTests<'answer'> = {
  async 'answer/issued'(driver) {
    const { params, response } = await ask(driver, 'issued');
    expect(response).toMatchObject({
      success: true,
      imp_uid: impUid,
      merchant_uid: params.merchant_uid,
      customer_uid: params.customer_uid,
      pg_provider: 'html5_inicis',
      pay_method: 'card',
      status: 'paid',
      paid_amount: expect.any(Number),
    });
  },
  async 'answer/issued-imp-success'(driver) {
    const { params, response } = await ask(driver, 'issuedImpSuccess');
    expect(response).toEqual({ imp_success: true, imp_uid: impUid, merchant_uid: params.merchant_uid });
  },
  async 'answer/issued-new'(driver) {
    const { params, response } = await ask(driver, 'issuedNewStyle', { pg: 'welcome' });
    expect(response).toEqual({ imp_uid: impUid, merchant_uid: params.merchant_uid });
  },
  async 'answer/refused'(driver) {
    const { params, response } = await ask(driver, 'refused');
    expect(response).toMatchObject({
      success: false,
      merchant_uid: params.merchant_uid,
      error_code: expect.any(String),
      error_msg: expect.any(String),
    });
  },
  async 'answer/refused-imp-success'(driver) {
    const { response } = await ask(driver, 'refusedImpSuccess');
    expect(response).toMatchObject({ imp_success: false });
    expect(response).not.toHaveProperty('success');
  },
  async 'answer/refused-as-text'(driver) {
    const { response } = await ask(driver, 'refusedAsText');
    expect(response.success).toBe('false');
  },
  async 'answer/refused-null'(driver) {
    const { response } = await ask(driver, 'refusedBeforeThePg');
    expect(response).toMatchObject({ success: false, imp_uid: null });
  },
  async 'answer/refused-new'(driver) {
    const { params, response } = await ask(driver, 'refusedNewStyle', { pg: 'nice_v2' });
    expect(Object.keys(response).sort()).toEqual(['error_code', 'error_msg', 'merchant_uid']);
    expect(response.merchant_uid).toBe(params.merchant_uid);
  },
  async 'answer/cancelled'(driver) {
    const { response } = await ask(driver, 'cancelled');
    expect(response).toMatchObject({ success: false, error_msg: expect.stringMatching(/취소|결제포기|cancel/i) });
  },
  async 'answer/left-open'(driver) {
    await start(driver);
    const payment = pay();
    // As long as nobody answers, the next frames of the page bring nothing.
    for (let frame = 0; frame < 30; frame += 1) await new Promise(requestAnimationFrame);
    expect(isWindowOpen()).toBe(true);
    expect(payment.answers).toEqual([]);
  },
  async 'answer/charged-at-issue'(driver) {
    await start(driver, { channels: ['html5_inicis', 'kakaopay', 'danal'] });
    for (const [pg, pay_method, amount] of [
      ['kakaopay', 'card', 1000],
      ['danal', 'phone', 1000],
    ] as const) {
      await driver.framesLoaded();
      const payment = pay({ pg, pay_method, amount });
      await driver.answer('issued');
      expect(await answered(payment)).toMatchObject({ pg_provider: pg, paid_amount: 1000 });
    }
  },
};

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { IamportRequest, IamportResponse } from '../../../src/iamport/wire.js';
import {
  createFakeIamport,
  type FakeIamport,
  type FakeIamportOptions,
  installFakeIamport,
} from '../../../src/testing/index.js';

const order = {
  pg: 'kcp_billing',
  pay_method: 'card',
  merchant_uid: 'm1',
  customer_uid: 'c1',
  name: '월 구독',
  amount: 9900,
} satisfies IamportRequest;

let imp: FakeIamport | undefined;

/** Installed, initialised and loaded. */
async function prepare(options: FakeIamportOptions = {}): Promise<FakeIamport> {
  const fake = installFakeIamport(options);
  imp = fake;
  fake.IMP.init('imp00000000');
  await vi.waitUntil(() => fake.ready);
  return fake;
}

function pay(fake: FakeIamport, params: Partial<IamportRequest> = {}): ReturnType<typeof vi.fn> {
  const callback = vi.fn();
  fake.IMP.request_pay({ ...order, ...params }, callback);
  return callback;
}

afterEach(() => {
  imp?.uninstall();
  imp = undefined;
});

describe('createFakeIamport()', () => {
  it('leaves nothing for a script that arrives after it was uninstalled', async () => {
    const fake = createFakeIamport();
    const script = document.createElement('script');
    script.src = fake.scriptUrl();
    const arrived = new Promise((resolve) => script.addEventListener('load', resolve));
    const thrown = vi.fn((event: ErrorEvent) => event.preventDefault());
    window.addEventListener('error', thrown);
    document.head.append(script);
    fake.uninstall();
    await arrived;
    window.removeEventListener('error', thrown);
    script.remove();
    expect(thrown).not.toHaveBeenCalled();
    expect(window).not.toHaveProperty('IMP');
  });

  describe('steering', () => {
    it('leaves the window open until a hand settles it, and calls back in that task', async () => {
      const fake = await prepare();
      const callback = pay(fake);
      const request = await fake.nextRequest();
      expect(request.state).toBe('open');
      expect(callback).not.toHaveBeenCalled();
      void fake.issue();
      expect(callback).toHaveBeenCalledOnce();
      expect(callback.mock.calls[0]?.[0]).toMatchObject({ success: true, merchant_uid: 'm1', customer_uid: 'c1' });
      expect(request).toMatchObject({ state: 'answered', provider: 'kcp_billing' });
    });

    it('waits for a request that has not been made yet', async () => {
      const fake = await prepare();
      const waiting = fake.nextRequest();
      const callback = pay(fake);
      expect((await waiting).params.merchant_uid).toBe('m1');
      await fake.cancel();
      expect(callback.mock.calls[0]?.[0]).toMatchObject({ success: false, error_msg: expect.stringContaining('취소') });
    });

    it('asks the queue first, then decide, then the PG, then the rest', async () => {
      const fake = await prepare({
        outcomes: ['cancelled'],
        decide: (request) => (request.params.amount === 1 ? { type: 'refused', errorMsg: 'by decide' } : undefined),
        perPg: { danal_tpay: { type: 'refused', errorMsg: 'by PG' } },
        outcome: 'issued',
      });
      const answers: IamportResponse[] = [];
      for (const params of [{}, { amount: 1 }, { pg: 'danal_tpay' }, {}]) {
        await vi.waitUntil(() => fake.ready);
        const callback = pay(fake, params);
        await vi.waitFor(() => expect(callback).toHaveBeenCalled());
        answers.push(callback.mock.calls[0]?.[0]);
      }
      expect(answers.map((answer) => answer.error_msg ?? answer.success)).toEqual([
        '[결제포기] 사용자가 결제를 취소하셨습니다',
        'by decide',
        'by PG',
        true,
      ]);
    });

    it('runs on fake timers alone', async () => {
      vi.useFakeTimers();
      try {
        const fake = installFakeIamport({ outcome: 'issued', delay: 3000, framesReadyAfter: 1000 });
        imp = fake;
        fake.IMP.init('imp00000000');
        const callback = pay(fake);
        vi.advanceTimersByTime(3999);
        expect(callback).not.toHaveBeenCalled();
        vi.advanceTimersByTime(1);
        expect(callback).toHaveBeenCalledOnce();
      } finally {
        vi.useRealTimers();
      }
    });

    it('hands the callback exactly what a test wants', async () => {
      const fake = await prepare();
      const callback = pay(fake);
      void fake.answer({ success: 'false', error_msg: '<b>no</b>' });
      expect(callback).toHaveBeenCalledExactlyOnceWith({ success: 'false', error_msg: '<b>no</b>' });
    });

    it('says why there is nothing to settle', async () => {
      const fake = installFakeIamport();
      imp = fake;
      pay(fake);
      await expect(fake.issue()).rejects.toThrow(/IMP\.request_pay was called before IMP\.init/);
    });

    it('changes its options on the way', async () => {
      const fake = await prepare({ outcome: 'cancelled' });
      fake.configure({ outcome: { type: 'issued', impUid: 'imp_1', extra: { card_name: '국민' } } });
      const callback = pay(fake);
      await vi.waitFor(() => expect(callback).toHaveBeenCalled());
      expect(callback.mock.calls[0]?.[0]).toMatchObject({ imp_uid: 'imp_1', card_name: '국민' });
    });
  });

  describe('recording', () => {
    it('keeps a deep copy of what request_pay was given, from before the SDK wrote into it', async () => {
      const fake = await prepare();
      const params: IamportRequest = { ...order, merchant_uid: '', bypass: { a: { b: 1 } } };
      fake.IMP.request_pay(params, () => {});
      expect(params.merchant_uid).toMatch(/^nobody_\d+$/);
      params.bypass = {};
      expect(fake.requests[0]?.params).toEqual({ ...order, merchant_uid: '', bypass: { a: { b: 1 } } });
    });

    it('keeps init calls, close calls and alerts, and calls no real alert', async () => {
      const alert = vi.spyOn(window, 'alert');
      const fake = await prepare();
      fake.IMP.close?.();
      Reflect.apply(fake.IMP.request_pay, undefined, []);
      expect(fake.initCalls).toEqual([{ userCode: 'imp00000000', tierCode: undefined }]);
      expect(fake.closeCalls).toBe(1);
      expect(fake.alerts).toHaveLength(1);
      expect(alert).not.toHaveBeenCalled();
    });
  });

  describe('popups', () => {
    it('are blocked where no user activation is left', async () => {
      const fake = await prepare({ popup: 'block' });
      const callback = pay(fake, { pg: 'payco' });
      expect(fake.alerts).toHaveLength(1);
      expect(fake.popups).toMatchObject([{ provider: 'payco', blocked: true }]);
      expect(fake.requests[0]).toMatchObject({ state: 'lost', reason: expect.stringContaining('popup') });
      expect(callback).not.toHaveBeenCalled();
    });

    it('that the customer closes are found out at the next look', async () => {
      const fake = await prepare({ popup: 'allow' });
      const callback = pay(fake, { pg: 'payco' });
      fake.closePopup();
      expect(callback).not.toHaveBeenCalled();
      await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
      expect(callback.mock.calls[0]?.[0]).toMatchObject({ success: false });
    });
  });

  describe('leaving the page', () => {
    it('goes to the return address, keeping what the merchant had in it', async () => {
      const navigate = vi.fn();
      const fake = await prepare({ device: 'phone', navigate });
      const callback = pay(fake, { m_redirect_url: 'https://shop.test/return?plan=basic#done' });
      await fake.issue({ impUid: 'imp_1' });
      const address = 'https://shop.test/return?plan=basic&imp_uid=imp_1&merchant_uid=m1&imp_success=true#done';
      expect(navigate).toHaveBeenCalledExactlyOnceWith(address);
      expect(fake.navigations).toEqual([address]);
      expect(callback).not.toHaveBeenCalled();
    });

    it('tells a failure in the address', async () => {
      const fake = await prepare({ navigate() {} });
      pay(fake, { m_redirect_url: 'https://shop.test/return' });
      await fake.settle({
        type: 'redirect',
        result: { type: 'refused', errorCode: 'F400', errorMsg: '한도 초과', impUid: null },
      });
      expect(Object.fromEntries(new URL(fake.navigations[0] ?? '').searchParams)).toEqual({
        merchant_uid: 'm1',
        imp_success: 'false',
        error_code: 'F400',
        error_msg: '한도 초과',
      });
    });

    it.each([{ success: false }, { imp_success: 'false' }])(
      'is no success where the answer is none: %o',
      async (flag) => {
        const fake = await prepare({ device: 'phone', navigate() {} });
        pay(fake, { m_redirect_url: 'https://shop.test/return' });
        await fake.answer({ ...flag, imp_uid: 'imp_1', merchant_uid: 'm1' });
        expect(new URL(fake.navigations[0] ?? '').searchParams.get('imp_success')).toBe('false');
      },
    );
  });

  describe('coming and going', () => {
    it('leaves nothing behind', async () => {
      const before = { html: document.documentElement.outerHTML, globals: Object.getOwnPropertyNames(window) };
      const fake = await prepare({ device: 'phone' });
      fake.scriptUrl();
      const callback = pay(fake);
      fake.uninstall();
      expect({ html: document.documentElement.outerHTML, globals: Object.getOwnPropertyNames(window) }).toEqual(before);
      expect(callback).not.toHaveBeenCalled();
    });

    it('is installed by a script tag', async () => {
      const fake = createFakeIamport();
      imp = fake;
      const script = document.createElement('script');
      script.src = fake.scriptUrl();
      document.head.append(script);
      await vi.waitUntil(() => Reflect.get(window, 'IMP') === fake.IMP);
      script.remove();
    });

    it('does not take the place of another one', () => {
      imp = installFakeIamport();
      expect(createFakeIamport().install()).toBe(false);
      expect(() => installFakeIamport()).toThrow(/exists already/);
    });
  });
});

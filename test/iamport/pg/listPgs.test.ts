import { describe, expect, it } from 'vitest';
import { getPg, listPgs } from '../../../src/iamport/pg/listPgs.js';

const codesOf = (options?: Parameters<typeof listPgs>[0]) => listPgs(options).map(({ code }) => code);

describe('getPg()', () => {
  it('names a PG and says what choosing it means', () => {
    expect(getPg('kcp_billing')).toEqual({
      code: 'kcp_billing',
      names: { ko: '신용·체크카드', en: 'Credit or debit card' },
      contractNames: { ko: 'NHN KCP 정기결제', en: 'NHN KCP (recurring)' },
      payMethods: ['card'],
      channels: { desktop: 'callback', phone: 'redirect' },
      amount: 'display-only',
      confidence: 'high',
    });
  });

  it.each(['nope', 'constructor', ''])('knows nothing of %o', (code) => {
    expect(getPg(code)).toBeUndefined();
  });
});

describe('listPgs()', () => {
  it('lists all PGs, each with a contract’s name of its own in both languages', () => {
    const all = listPgs();
    expect(all).toHaveLength(25);
    for (const locale of ['ko', 'en'] as const) {
      const names = all.map(({ contractNames }) => contractNames[locale]);
      expect(new Set(names).size).toBe(25);
      expect(names.every((name) => name.trim() === name && name.length > 2 - Number(locale === 'ko'))).toBe(true);
    }
  });

  it('finds the PGs of a pay method', () => {
    expect(codesOf({ payMethod: 'phone' })).toEqual(['danal', 'mobilians', 'mobilians_v2', 'welcome', 'galaxia']);
    expect(codesOf({ payMethod: 'trans' })).toEqual(['chai', 'settle_acc', 'kcp_quick']);
    expect(codesOf({ payMethod: 'bitcoin' })).toEqual([]);
  });

  it('finds the PGs that can charge while issuing', () => {
    expect(codesOf({ initialCharge: 'at-issue' })).toEqual([
      'danal_tpay',
      'danal',
      'jtnet',
      'kakaopay',
      'mobilians',
      'mobilians_v2',
      'paymentwall',
      'welcome',
      'settle_acc',
      'galaxia',
      'payletter_global',
    ]);
  });

  it('leaves out the PGs that always charge when the backend is to', () => {
    const never = ['danal', 'mobilians', 'paymentwall', 'payletter_global'];
    expect(codesOf({ initialCharge: 'by-backend' })).toEqual(codesOf().filter((code) => !never.includes(code)));
  });

  it('asks both of the same pay method', () => {
    expect(codesOf({ payMethod: 'card', initialCharge: 'at-issue' })).toEqual([
      'danal_tpay',
      'jtnet',
      'mobilians_v2',
      'paymentwall',
    ]);
    expect(codesOf({ payMethod: 'phone', initialCharge: 'by-backend' })).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { hopelessCodes, hopelessReason } from '../../../src/server/subscription/declines.js';

describe('hopelessReason', () => {
  it('finds every code of the table, in the field and in the text', () => {
    for (const { pg, codes } of hopelessCodes) {
      for (const [code, why] of Object.entries(codes)) {
        expect(hopelessReason({ pg: `${pg}_v2`, code, reason: null })).toBe(why);
        expect(hopelessReason({ pg, code: null, reason: `[${code}] 승인거절` })).toBe(why);
        expect(hopelessReason({ pg: pg.toUpperCase(), code: null, reason: `${code}: 승인거절` })).toBe(why);
      }
    }
  });

  it.each([
    ['kcp_billing', '[CC43] 도난카드', 'lost_or_stolen'],
    ['html5_inicis', '해지카드', 'closed'],
    ['nice', '분실신고된 카드입니다', 'lost_or_stolen'],
    ['danal_tpay', '카드 유효기간이 만료되었습니다', 'expired'],
    ['tosspayments', '(4000|INVALID_CARD_LOST_OR_STOLEN|분실 카드)', 'lost_or_stolen'],
    ['eximbay', 'Lost or stolen card', 'lost_or_stolen'],
    ['paymentwall', 'The card was reported stolen.', 'lost_or_stolen'],
    ['paymentwall', 'Card has expired', 'expired'],
    ['paypal_v2', 'Expired card', 'expired'],
    ['tosspayments', '( 4000 | INVALID_CARD_LOST_OR_STOLEN )', 'lost_or_stolen'],
    ['kcp_billing', '  cc43: 승인거절', 'lost_or_stolen'],
    ['kicc', '8350 승인거절', 'lost_or_stolen'],
    ['kicc', '8350 회원 카드', 'lost_or_stolen'],
  ])('%s: %s', (pg, reason, why) => {
    expect(hopelessReason({ pg, code: null, reason })).toBe(why);
  });

  it.each([
    ['kcp_billing', '[CC10] 통장 잔액부족'],
    ['kcp_billing', '[CC45] 정지카드'],
    ['kcp_billing', '1회 한도초과'],
    ['html5_inicis', '한도초과 (1226원 초과)'],
    ['kicc', '8350원을 결제할 수 없습니다'],
    ['html5_inicis', '[CC43] a code of another PG'],
    ['settle', '유효기간 오류'],
    [null, '[CC04]'],
    ['paypal_v2', 'Connection lost, try again'],
    ['paymentwall', 'The session has expired'],
    ['eximbay', 'The response of the card network was lost'],
    ['kicc', '8350 원을 결제할 수 없습니다'],
    ['kcp_billing', null],
    ['kcp_billing', '승인거절 CC43: 다른 코드'],
    ['kcp_billing', ''],
    ['', '[CC43] 승인거절'],
    ['kcp_billing', '[constructor]'],
  ])('%s: %s can heal', (pg, reason) => {
    expect(hopelessReason({ pg, code: null, reason })).toBeNull();
  });

  it('reads a code with spaces around it', () => {
    expect(hopelessReason({ pg: 'kcp_v2', code: ' cc43 ', reason: null })).toBe('lost_or_stolen');
    expect(hopelessReason({ pg: 'kcp_v2', code: '8035', reason: null })).toBeNull();
    expect(hopelessReason({ pg: 'kcp_v2', code: null, reason: null })).toBeNull();
  });

  it('names a source in every row', () => {
    for (const { source } of hopelessCodes) expect(source).toMatch(/\w+\.\w+/);
  });
});

import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/iamport/readAnswer.js';
import type { IamportResponse } from '../../src/iamport/wire.js';

const claim = { imp_uid: 'imp_1', merchant_uid: 'm1' };
const issued = { type: 'issued', key: { impUid: 'imp_1' } };

function failed(code: string, pgCode?: string, pgMessage?: string) {
  return { type: 'failed', code, pgCode, pgMessage };
}

describe('readAnswer', () => {
  describe('issued', () => {
    const answers: Record<string, IamportResponse> = {
      'the old style': {
        success: true,
        ...claim,
        customer_uid: 'c1',
        pg_provider: 'kcp',
        status: 'paid',
        paid_amount: 0,
      },
      imp_success: { imp_success: true, ...claim },
      'no flag at all': claim,
      'flags written as text': { imp_success: 'true', ...claim },
      'an error code that is null': { success: true, ...claim, error_code: null, error_msg: null },
      'an empty message': { ...claim, error_code: '', error_msg: '' },
      // Seen at PGs that report a warning beside a success.
      'a message beside a flag that says true': { success: true, ...claim, error_msg: 'approved with a note' },
      'a message beside a flag that says true in text': { imp_success: 'true', ...claim, error_msg: 'approved' },
      'no order number': { success: true, imp_uid: 'imp_1' },
      'a status that says nothing of the key': { ...claim, status: 'ready' },
    };
    for (const [name, answer] of Object.entries(answers)) {
      it(`takes ${name}`, () => expect(readAnswer(answer, 'm1')).toEqual(issued));
    }
  });

  describe('refused', () => {
    const answers: Record<string, IamportResponse> = {
      'success: false': { success: false, ...claim },
      'imp_success: false': { imp_success: false, ...claim },
      "success: 'false', as a return has it": { success: 'false', ...claim },
      "imp_success: 'false'": { imp_success: 'false', ...claim },
      'one flag false, whatever the other says': { success: true, imp_success: false, ...claim },
      'imp_uid null': { success: false, imp_uid: null, merchant_uid: 'm1' },
      'nothing but a false flag': { success: false },
    };
    for (const [name, answer] of Object.entries(answers)) {
      it(`takes ${name}`, () => expect(readAnswer(answer, 'm1')).toEqual(failed('refused')));
    }

    it('takes the new style: a code and no flag', () => {
      const answer = { merchant_uid: 'm1', error_code: 'F500', error_msg: '한도 초과' };
      expect(readAnswer(answer, 'm1')).toEqual(failed('refused', 'F500', '한도 초과'));
    });

    it('takes a code and no flag even with an imp_uid beside it', () => {
      expect(readAnswer({ ...claim, error_code: 'F500' }, 'm1')).toEqual(failed('refused', 'F500'));
      expect(readAnswer({ ...claim, error_msg: '한도 초과' }, 'm1')).toEqual(failed('refused', undefined, '한도 초과'));
    });

    it('keeps code and message as they came, markup included', () => {
      const answer = { success: false, error_code: ' F400 ', error_msg: '<img src=x onerror=alert(1)>' };
      expect(readAnswer(answer)).toEqual(failed('refused', ' F400 ', '<img src=x onerror=alert(1)>'));
    });

    it('reads a code that came as a number', () => {
      const answer = { success: false, error_code: 1009 } as unknown as IamportResponse;
      expect(readAnswer(answer)).toEqual(failed('refused', '1009'));
    });
  });

  describe("the SDK's own failures", () => {
    it('reads F1001 under its misspelt key, where error_code alone would say success', () => {
      const answer = {
        imp_success: false,
        imp_uid: null,
        merchant_uid: 'm1',
        error_coe: 'F1001',
        error_msg: 'PG 없음',
      };
      expect(readAnswer(answer, 'm1')).toEqual(failed('no_channel', 'F1001', 'PG 없음'));
    });

    it('reads error_coe where no flag came with it', () => {
      expect(readAnswer({ ...claim, error_coe: 'F1001' }, 'm1')).toEqual(failed('no_channel', 'F1001'));
    });

    it('reads NOT_READY: an account without channels', () => {
      const answer = { success: false, imp_uid: null, merchant_uid: 'm1', error_code: 'NOT_READY', error_msg: 'x' };
      expect(readAnswer(answer, 'm1')).toEqual(failed('no_channel', 'NOT_READY', 'x'));
    });

    it('reads NOT READY, with a space: a popup that did not open', () => {
      const answer = { imp_uid: null, merchant_uid: 'm1', error_code: 'NOT READY', error_msg: 'x' };
      expect(readAnswer(answer, 'm1')).toEqual(failed('popup_blocked', 'NOT READY', 'x'));
    });
  });

  describe('cancelled', () => {
    const sentences = [
      '[결제포기] 사용자가 결제를 취소하셨습니다',
      '사용자가 결제를 취소하셨습니다',
      '결제 포기',
      '[1009] 고객님께서 취소하셨습니다',
      'User Cancel',
      'Payment was cancelled by the customer',
    ];
    for (const error_msg of sentences) {
      it(`hears it in “${error_msg}”`, () => {
        expect(readAnswer({ success: false, ...claim, error_code: 'F400', error_msg }, 'm1')).toEqual({
          type: 'cancelled',
          pgCode: 'F400',
          pgMessage: error_msg,
        });
      });
    }

    for (const error_code of ['PAY_CANCEL', 'PAY_PROCESS_CANCELED', 'USER_CANCEL']) {
      it(`knows the code ${error_code}`, () => {
        expect(readAnswer({ merchant_uid: 'm1', error_code }, 'm1')).toMatchObject({ type: 'cancelled' });
      });
    }

    for (const error_msg of ['한도 초과', '카드사 승인 거절', 'Card declined', '포기할 수 없는 기능']) {
      it(`is not what “${error_msg}” means`, () => {
        expect(readAnswer({ success: false, error_msg }, 'm1')).toMatchObject({ type: 'failed', code: 'refused' });
      });
    }

    it('is not what a success means that only speaks of it', () => {
      const answer = { success: true, ...claim, error_msg: '취소 가능 기간은 7일입니다' };
      expect(readAnswer(answer, 'm1')).toEqual(issued);
    });
  });

  describe('answers that make no sense', () => {
    const answers: Record<string, IamportResponse> = {
      'nothing at all': {},
      'a success without imp_uid': { success: true, merchant_uid: 'm1' },
      'a success with imp_uid null': { success: true, imp_uid: null, merchant_uid: 'm1' },
      'an empty imp_uid': { imp_uid: '', merchant_uid: 'm1' },
      'an imp_uid that is an object': { imp_uid: {}, merchant_uid: 'm1' } as unknown as IamportResponse,
      "another order's number": { success: true, imp_uid: 'imp_1', merchant_uid: 'm2' },
    };
    for (const [name, answer] of Object.entries(answers)) {
      it(`says invalid_answer to ${name}`, () => {
        // A window that takes the money may have taken it.
        expect(readAnswer(answer, 'm1')).toEqual({ ...failed('invalid_answer'), mayBePaid: true });
      });
    }
  });

  it('takes any order’s number where none was asked for', () => {
    expect(readAnswer({ imp_uid: 'imp_1', merchant_uid: 'm1' })).toEqual({ type: 'issued', key: { impUid: 'imp_1' } });
  });
});

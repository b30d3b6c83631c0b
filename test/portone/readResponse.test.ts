import { describe, expect, it } from 'vitest';
import { readRejection, readResponse } from '../../src/portone/readResponse.js';

describe('readResponse', () => {
  it('takes a key', () => {
    expect(readResponse({ transactionType: 'ISSUE_BILLING_KEY', billingKey: 'billing-key-1' })).toEqual({
      type: 'issued',
      key: { billingKey: 'billing-key-1' },
    });
  });

  it('hands on the token of a key that has to be confirmed', () => {
    expect(readResponse({ billingKey: 'NEEDS_CONFIRMATION', billingIssueToken: 'token' })).toEqual({
      type: 'issued',
      key: { billingIssueToken: 'token' },
    });
  });

  it.each([
    ['nothing', {}],
    ['an empty key', { billingKey: '' }],
    ['a key that is no text', { billingKey: 7 }],
    ['a key to be confirmed, without its token', { billingKey: 'NEEDS_CONFIRMATION' }],
  ])('makes no key of %s', (_, response) => {
    expect(readResponse(response)).toMatchObject({ type: 'failed', code: 'invalid_answer', mayBePaid: true });
  });

  it('believes a code, even beside a key', () => {
    expect(readResponse({ billingKey: 'billing-key-1', code: 'PGProviderError', message: 'm' })).toEqual({
      type: 'failed',
      code: 'refused',
      pgCode: 'PGProviderError',
      pgMessage: 'm',
      mayBePaid: false,
    });
  });

  it('believes a code that is no text', () => {
    expect(readResponse({ billingKey: 'billing-key-1', code: 500 })).toMatchObject({ type: 'failed', code: 'refused' });
  });

  it('hands on the PG’s own words before PortOne’s', () => {
    const response = { code: 'PGProviderError', message: 'm', pgCode: '8035', pgMessage: '<b>한도</b> 초과' };
    expect(readResponse(response)).toMatchObject({ pgCode: '8035', pgMessage: '<b>한도</b> 초과' });
  });

  it.each([
    { code: 'FAILURE_TYPE_PG', message: '사용자가 결제를 취소하셨습니다' },
    { code: 'FAILURE_TYPE_PG', pgCode: 'PAY_PROCESS_CANCELED', pgMessage: 'm' },
    { code: 'PORTONE_ERROR', pgMessage: '[결제포기] 창을 닫았습니다' },
    { code: 'USER_CANCEL' },
  ])('knows a customer who gave up: %o', (response) => {
    expect(readResponse(response)).toMatchObject({ type: 'cancelled' });
  });

  it.each(['ChannelNotFound', 'StoreNotFound'])('knows %s for a mistake in the console', (code) => {
    expect(readResponse({ code, message: 'm' })).toMatchObject({ type: 'failed', code: 'no_channel' });
  });
});

describe('readRejection', () => {
  const sdks = (code: string) => Object.assign(new Error('m'), { __portOneErrorType: 'IssueBillingKeyError', code });

  it('tells what the SDK found wrong from what a PG refused', () => {
    expect(readRejection(sdks('BadRequest'))).toEqual({
      type: 'failed',
      code: 'sdk_error',
      pgCode: 'BadRequest',
      pgMessage: 'm',
      mayBePaid: false,
    });
    expect(readRejection(sdks('ChannelNotFound'))).toMatchObject({ code: 'no_channel' });
  });

  it.each([new TypeError('Failed to fetch'), undefined, 'text', null])('shows nobody the words of %o', (error) => {
    expect(readRejection(error)).toEqual({
      type: 'failed',
      code: 'sdk_error',
      pgCode: undefined,
      pgMessage: undefined,
      mayBePaid: true,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { BillingKeyError, type BillingKeyErrorCode } from '../../../src/core/errors/BillingKeyError.js';

const retryable: Record<BillingKeyErrorCode, boolean> = {
  invalid_request: false,
  invalid_configuration: false,
  busy: true,
  no_customer: true,
  consent_missing: true,
  order_failed: true,
  unresolved_charge: true,
  already_charged: true,
  sdk_load_failed: true,
  sdk_load_timeout: true,
  sdk_missing: true,
  sdk_error: true,
  needs_click: true,
  window_timeout: true,
  window_closed: true,
  window_covered: true,
  no_channel: false,
  popup_blocked: true,
  refused: true,
  invalid_answer: true,
  nothing_to_retry: false,
  charge_failed: true,
  already_settled: false,
  cancelled: true,
};

describe('BillingKeyError', () => {
  it('is an Error that says its code', () => {
    const error = new BillingKeyError('refused', 'The PG said no.');
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('BillingKeyError');
    expect(error.message).toBe('The PG said no. [refused]');
    expect(String(error)).toBe('BillingKeyError: The PG said no. [refused]');
  });

  it('without a sentence, as in production, names the page about its code', () => {
    const error = new BillingKeyError('busy', undefined);
    expect(error.message).toBe('See docs/errors/busy.md of react-billing-key. [busy]');
  });

  for (const [code, expected] of Object.entries(retryable) as [BillingKeyErrorCode, boolean][]) {
    it(`${code} is ${expected ? '' : 'not '}worth another try`, () => {
      expect(new BillingKeyError(code, 'x').retryable).toBe(expected);
    });
  }

  it('keeps the cause, even one that is undefined, and has none unless given', () => {
    const cause = new Error('offline');
    expect(new BillingKeyError('charge_failed', 'x', { cause }).cause).toBe(cause);
    expect('cause' in new BillingKeyError('charge_failed', 'x', { cause: undefined })).toBe(true);
    expect('cause' in new BillingKeyError('charge_failed', 'x')).toBe(false);
  });

  it('names the first field that is wrong', () => {
    const problems = [
      { field: 'buyer.tel', rule: 'required' },
      { field: 'name', rule: 'required' },
    ] as const;
    expect(new BillingKeyError('invalid_request', 'x', { problems }).field).toBe('buyer.tel');
    expect(new BillingKeyError('refused', 'x')).toMatchObject({ field: undefined, problems: [] });
  });

  it("keeps the PG's words untouched", () => {
    const details = { pgCode: ' F400 ', pgMessage: '<b>한도 초과</b>' };
    expect(new BillingKeyError('refused', 'x', details)).toMatchObject(details);
  });
});

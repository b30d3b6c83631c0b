import { describe, expect, it } from 'vitest';
import { BillingKeyError } from '../../../src/core/BillingKeyError.js';
import { codeOf, statusEvent } from '../../../src/core/flow/statusEvent.js';
import { customPg } from '../../../src/core/pg/customPg.js';

const change = { attemptId: 'a1', pg: 'kcp_billing', previous: 'window' } as const;
const told = { type: 'status', ...change };

describe('statusEvent', () => {
  it('tells the reason of a cancel, the code of an error, and nothing else of what happened', () => {
    const error = new BillingKeyError('refused', undefined, { pgMessage: '한도 초과' });
    expect(statusEvent({ ...change, state: { status: 'cancelled', attemptId: 'a1', reason: 'left' } })).toEqual({
      ...told,
      status: 'cancelled',
      reason: 'left',
    });
    expect(statusEvent({ ...change, state: { status: 'failed', attemptId: 'a1', error } })).toEqual({
      ...told,
      status: 'failed',
      errorCode: 'refused',
    });
    expect(statusEvent({ ...change, state: { status: 'loading', attemptId: 'a1' } })).toEqual({
      ...told,
      status: 'loading',
    });
  });

  it('names a PG by its code, whatever a caller without types has passed', () => {
    expect(codeOf('kcp_billing')).toBe('kcp_billing');
    expect(codeOf(customPg({ code: 'other' }))).toBe('other');
    expect(codeOf(undefined as unknown as 'kcp_billing')).toBe('undefined');
  });
});

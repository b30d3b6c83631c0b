import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** As a bundler for production leaves the package: without the sentences for developers. */
describe('errors of a production build', () => {
  beforeAll(() => {
    vi.stubEnv('NODE_ENV', 'production');
    vi.resetModules();
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  it('name their code and its page, and nothing that is missing', async () => {
    const errors = await import('../../src/core/flow/attemptErrors.js');
    const cause = new TypeError('unforeseen');
    const refused = { type: 'failed', code: 'refused', pgCode: 'F400', pgMessage: '한도 초과' } as const;
    for (const [code, error] of [
      ['busy', errors.busyError()],
      ['busy', errors.nothingToRetryError()],
      ['invalid_configuration', errors.missingChargeError()],
      ['needs_click', errors.needsClickError()],
      ['window_timeout', errors.windowTimeoutError(15_000)],
      ['refused', errors.answerError(refused)],
      ['sdk_error', errors.asBillingKeyError(cause)],
    ] as const) {
      expect(error).toMatchObject({ code, message: `See docs/errors/${code}.md of react-billing-key. [${code}]` });
    }
    expect(errors.answerError(refused)).toMatchObject({ pgCode: 'F400', pgMessage: '한도 초과' });
    expect(errors.asBillingKeyError(cause).cause).toBe(cause);
    const ours = errors.busyError();
    expect(errors.asBillingKeyError(ours)).toBe(ours);
  });

  it('come from a client without a merchant, too', async () => {
    const { createBillingClient } = await import('../../src/core/createBillingClient.js');
    expect(() => createBillingClient({ userCode: '' })).toThrow('See docs/errors/invalid_configuration.md');
  });
});

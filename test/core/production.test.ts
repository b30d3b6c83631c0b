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
    const errors = await import('../../src/core/attempt/attemptErrors.js');
    const cause = new TypeError('unforeseen');
    const refused = { type: 'failed', code: 'refused', pgCode: 'F400', pgMessage: '한도 초과' } as const;
    for (const [code, error] of [
      ['busy', errors.errorOf('busy')],
      ['nothing_to_retry', errors.errorOf('nothing_to_retry')],
      ['no_customer', errors.errorOf('no_customer')],
      ['unresolved_charge', errors.errorOf('unresolved_charge')],
      ['needs_click', errors.errorOf('needs_click')],
      ['refused', errors.errorOf(refused.code, refused)],
      ['sdk_error', errors.asBillingKeyError(cause)],
    ] as const) {
      expect(error).toMatchObject({ code, message: `See docs/errors/${code}.md of react-billing-key. [${code}]` });
    }
    expect(errors.errorOf(refused.code, refused)).toMatchObject({ pgCode: 'F400', pgMessage: '한도 초과' });
    expect(errors.asBillingKeyError(cause).cause).toBe(cause);
    const ours = errors.errorOf('busy');
    expect(errors.asBillingKeyError(ours)).toBe(ours);
  });

  it('come from a gateway without a merchant, too', async () => {
    const { createIamportGateway } = await import('../../src/iamport/createIamportGateway.js');
    expect(() => createIamportGateway({ userCode: '' })).toThrow('See docs/errors/invalid_configuration.md');
  });
});

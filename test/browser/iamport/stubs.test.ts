import { afterEach, describe, expect, it, vi } from 'vitest';
import { BillingKeyError } from '../../../src/core/errors/BillingKeyError.js';
import { createIamportSdk } from '../../../src/iamport/createIamportSdk.js';

afterEach(() => {
  Reflect.deleteProperty(window, 'IMP');
  vi.mocked(console.warn).mockClear();
});

describe('what a blocker leaves in place of the SDK', () => {
  it.each([
    ['nothing in it', {}],
    ['a frozen object', Object.freeze({})],
    ['true', true],
  ])('%s: the load fails as an error of ours', async (_, stub) => {
    vi.mocked(console.warn).mockImplementation(() => {});
    Reflect.set(window, 'IMP', stub);
    const error = await createIamportSdk({ userCode: 'imp00000000' })
      .load()
      .catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(BillingKeyError);
    expect(error).toMatchObject({ code: 'sdk_error' });
  });
});

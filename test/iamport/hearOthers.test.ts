import { expect, it, vi } from 'vitest';
import { createIamportSdk } from '../../src/iamport/createIamportSdk.js';
import type { Iamport } from '../../src/iamport/wire.js';
import { stubPage } from '../core/support/stubPage.js';
import { warnings } from '../core/support/warnings.js';

const page = stubPage();
warnings();

/** The page's SDK as other code finds it, once this package has started it. */
async function started(tierCode?: string) {
  const raw = Object.assign(page().sdk, {
    init: vi.fn(),
    agency: vi.fn(),
    certification: vi.fn(function (this: unknown, _request: object, answer: (response: object) => unknown) {
      return [this, answer({ success: true })];
    }),
  });
  const { init, agency, certification } = raw;
  const sdk = createIamportSdk({ userCode: 'imp1', tierCode });
  await sdk.load();
  expect(sdk.isReady()).toBe(true);
  return { sdk, imp: raw as unknown as Iamport & typeof raw, original: { init, agency, certification } };
}

it('other code that starts the SDK for another merchant has it started anew for ours', async () => {
  const { sdk, imp, original } = await started();
  imp.init('imp2');
  expect(sdk.isReady()).toBe(false);
  await sdk.load();
  expect(sdk.isReady()).toBe(true);
  expect(original.init.mock.calls).toEqual([['imp1'], ['imp2'], ['imp1']]);
});

it('other code that starts it for a tier of ours has it started anew, and for us alone has not', async () => {
  const { sdk, imp } = await started();
  imp.init('imp1');
  expect(sdk.isReady()).toBe(true);
  imp.agency('imp1', '');
  expect(sdk.isReady()).toBe(true);
  imp.agency('imp1', 'A');
  expect(sdk.isReady()).toBe(false);
});

it('a tier of ours is ours', async () => {
  const { sdk, imp } = await started('A');
  imp.agency('imp1', 'A');
  expect(sdk.isReady()).toBe(true);
  imp.agency('imp1', 'B');
  expect(sdk.isReady()).toBe(false);
});

it('an answer to other code makes our next request wait a task, and reaches it as it was', async () => {
  const { sdk, imp, original } = await started();
  const answer = vi.fn(() => sdk.isReady());
  expect(Reflect.get(imp, 'certification').call(imp, { merchant_uid: 'check' }, answer)).toEqual([imp, false]);
  expect(answer).toHaveBeenCalledExactlyOnceWith({ success: true });
  expect(original.certification).toHaveBeenCalledExactlyOnceWith({ merchant_uid: 'check' }, expect.any(Function));
  await sdk.load();
  expect(sdk.isReady()).toBe(true);
  let isReadyInside: boolean | undefined;
  imp.request_pay({ merchant_uid: 'm', customer_uid: 'c', name: 'n', amount: 1 }, () => {
    isReadyInside = sdk.isReady();
  });
  page().answer();
  expect(isReadyInside).toBe(false);
});

it('what has no such function is left as it is, and is heard once however often it is started', async () => {
  const { sdk, imp } = await started();
  const heard = imp.init;
  sdk.invalidate();
  await sdk.load();
  expect(imp.init).toBe(heard);
  const bare = { init: vi.fn(), request_pay: vi.fn() };
  Object.assign(page().window, { IMP: bare });
  await createIamportSdk({ userCode: 'imp1' }).load();
  expect(Object.keys(bare)).toEqual(['init', 'request_pay']);
});

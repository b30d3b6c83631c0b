import { afterEach, describe, expect, it } from 'vitest';
import { acquirePage, getPage, releasePage } from '../../../../src/core/sdk/page.js';
import { createFakeIamport } from '../../../../src/testing/index.js';

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

afterEach(async () => {
  getPage().open = undefined;
  await getPage().settling;
});

describe('acquirePage', () => {
  it('gives the page to one attempt at a time', () => {
    expect(acquirePage('a1')).toBe(true);
    expect(acquirePage('a2')).toBe(false);
    expect(acquirePage('a1')).toBe(false);
    releasePage('a1');
    expect(acquirePage('a2')).toBe(true);
  });

  it('is shared by every copy of the package on the page', () => {
    acquirePage('a1');
    expect(Reflect.get(window, Symbol.for('react-billing-key'))).toMatchObject({ open: { attemptId: 'a1' } });
  });

  it('takes it from a holder whose SDK is gone and can’t answer any more', () => {
    const [before, after] = [createFakeIamport(), createFakeIamport()];
    before.install();
    acquirePage('a1');
    Object.assign(getPage().open ?? {}, { sdk: before.IMP });
    expect(acquirePage('a2')).toBe(false);
    before.uninstall();
    after.install();
    expect(acquirePage('a2')).toBe(true);
    after.uninstall();
  });
});

describe('releasePage', () => {
  it('does nothing for one that does not hold it', () => {
    acquirePage('a1');
    releasePage('a2');
    expect(getPage().open?.attemptId).toBe('a1');
    expect(getPage().settling).toBeUndefined();
  });

  it('lets the SDK settle for a task, since it wipes what is asked of it before', async () => {
    acquirePage('a1');
    releasePage('a1');
    const { settling } = getPage();
    expect(settling).toBeInstanceOf(Promise);
    await Promise.resolve();
    expect(getPage().settling).toBe(settling);
    await nextTask();
    await settling;
    expect(getPage().settling).toBeUndefined();
  });

  it('waits for the last of two', async () => {
    acquirePage('a1');
    releasePage('a1');
    const first = getPage().settling;
    acquirePage('a2');
    releasePage('a2');
    const second = getPage().settling;
    expect(second).not.toBe(first);
    await first;
    expect(getPage().settling).toBe(second);
    await second;
  });
});

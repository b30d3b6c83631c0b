import { describe, expect, it } from 'vitest';
import { getPage, settle } from '../../../src/iamport/page.js';

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

describe('settle', () => {
  it('lets the SDK settle for a task, since it wipes what is asked of it before', async () => {
    settle();
    const { settling } = getPage();
    expect(settling).toBeInstanceOf(Promise);
    await Promise.resolve();
    expect(getPage().settling).toBe(settling);
    await nextTask();
    await settling;
    expect(getPage().settling).toBeUndefined();
  });

  it('waits for the last of two', async () => {
    settle();
    const first = getPage().settling;
    settle();
    await first;
    expect(getPage().settling).toBeDefined();
    await getPage().settling;
    expect(getPage().settling).toBeUndefined();
  });
});

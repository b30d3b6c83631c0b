import { describe, expect, it, vi } from 'vitest';
import { startedPlace } from './support/startPlace.js';
import { stubPage } from './support/stubPage.js';

const page = stubPage();

describe('a client on a page', () => {
  it('tells no code of what it did not foresee, which comes as it is', async () => {
    const { client, events } = await startedPlace();
    const unforeseen = new TypeError('no scripts here');
    Object.assign(page().window, { IMP: undefined });
    Object.defineProperty(page().document, 'scripts', {
      get() {
        throw unforeseen;
      },
    });
    const told = events.length;
    await expect(client.load()).rejects.toBe(unforeseen);
    expect(events).toHaveLength(told);
  });

  it('tells of late answers by an event of the page, to who still listens', async () => {
    const { client } = await startedPlace();
    const onPage = vi.fn();
    const listener = vi.fn();
    page().window.addEventListener('react-billing-key/late-answer', onPage);
    const leave = client.lateAnswers.subscribe(listener);
    client.lateAnswers.notify();
    leave();
    client.lateAnswers.notify();
    expect(onPage).toHaveBeenCalledTimes(2);
    expect(listener).toHaveBeenCalledOnce();
  });
});

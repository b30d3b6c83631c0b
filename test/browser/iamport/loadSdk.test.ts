import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadSdk, type SdkScript } from '../../../src/core/lib/loadSdk.js';
import { happens, watchTags } from './watchTags.js';

let watch: ReturnType<typeof watchTags> | undefined;
afterEach(() => {
  vi.useRealTimers();
  watch?.stop();
  for (const script of document.querySelectorAll('[data-host]')) script.remove();
});

/** As a production build does, which has no sentences for developers. */
function load(url: string, more: Partial<SdkScript<object>> = {}) {
  watch ??= watchTags();
  return loadSdk<object>({ url, find: () => undefined, texts: undefined, ...more });
}

function start() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  watch = watchTags();
  return watch;
}

describe('loadSdk', () => {
  it.each([
    ['/scripts/hanging.js', 'sdk_load_timeout'],
    ['/scripts/missing.js', 'sdk_load_failed'],
    ['/scripts/empty.js', 'sdk_missing'],
  ])('fails in production, too, with an error of ours: %s', async (url, code) => {
    const { tags } = start();
    const message = `See docs/errors/${code}.md of react-billing-key. [${code}]`;
    const outcome = expect(load(url)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message.slice(4)),
    });
    if (url.includes('missing')) {
      for (const [n, pause] of [500, 1500, 0].entries()) {
        await happens(tags[n], 'error');
        await vi.advanceTimersByTimeAsync(pause);
      }
    }
    if (url.includes('hanging')) await vi.advanceTimersByTimeAsync(15_000);
    await outcome;
  });

  it.each([-1, Number.NaN, '5000' as never])(
    'refuses a time limit of %s, with which it would never end',
    async (scriptTimeout) => {
      const { tags } = start();
      await expect(load('/scripts/empty.js', { scriptTimeout })).rejects.toMatchObject({
        code: 'invalid_configuration',
        message: expect.stringContaining('scriptTimeout'),
      });
      expect(tags).toEqual([]);
    },
  );

  it('puts no second tag beside one of its own that is slow, however many wait for it', async () => {
    const { tags } = start();
    const loads = [1, 2].map(() =>
      expect(load('/scripts/hanging.js')).rejects.toMatchObject({ code: 'sdk_load_timeout' }),
    );
    await vi.advanceTimersByTimeAsync(14_000);
    expect(tags).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all(loads);
  });

  it('takes another script of the page neither for the SDK’s nor away', async () => {
    const { tags } = start();
    const host = document.createElement('script');
    host.dataset.host = '';
    host.src = '/scripts/hanging.js?chat';
    document.body.append(host);
    const other = expect(load('/scripts/hanging.js?v2')).rejects.toMatchObject({ code: 'sdk_load_timeout' });
    const given = expect(load('/scripts/hanging.js?v1', { scriptTimeout: 100 })).rejects.toMatchObject({
      code: 'sdk_load_timeout',
    });
    expect(tags).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(100);
    await given;
    expect(tags.map(({ isConnected }) => isConnected)).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(15_000);
    await other;
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { iamportUrl, loadIamport } from '../../../src/iamport/loadIamport.js';
import { createFakeIamport, type FakeIamport } from '../../../src/testing/index.js';
import { happens, watchTags } from './watchTags.js';

let fake: FakeIamport;
let watch: ReturnType<typeof watchTags>;

beforeEach(() => {
  fake = createFakeIamport();
  watch = watchTags();
});

afterEach(() => {
  vi.useRealTimers();
  watch.stop();
  fake.uninstall();
  for (const script of document.querySelectorAll('[data-host]')) script.remove();
  Reflect.deleteProperty(window, 'jQuery');
});

function fakeClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

/** A tag that the merchant's own page has written. */
function hostsTag(src: string): HTMLScriptElement {
  const script = document.createElement('script');
  script.dataset.host = '';
  script.src = src;
  document.body.append(script);
  return script;
}

describe('loadIamport', () => {
  it('fetches the script and gives what it leaves', async () => {
    await expect(loadIamport({ scriptUrl: fake.scriptUrl() })).resolves.toBe(fake.IMP);
    expect(watch.tags).toHaveLength(1);
    expect(watch.tags[0]?.async).toBe(true);
  });

  it('asks for the current release unless told otherwise', async () => {
    watch.stop();
    watch = watchTags({ holdsBack: true });
    const load = loadIamport({ scriptTimeout: 1 });
    expect(iamportUrl).toBe('https://cdn.iamport.kr/v1/iamport.js');
    expect(watch.tags.map(({ src }) => src)).toEqual([iamportUrl]);
    await expect(load).rejects.toMatchObject({ code: 'sdk_load_timeout' });
  });

  it('takes a window.IMP that is there already', async () => {
    fake.install();
    await expect(loadIamport({ scriptUrl: '/scripts/missing.js' })).resolves.toBe(fake.IMP);
    expect(watch.tags).toHaveLength(0);
  });

  it('adds one tag however many ask at once', async () => {
    const scriptUrl = fake.scriptUrl();
    const loads = Array.from({ length: 20 }, () => loadIamport({ scriptUrl }));
    expect(new Set(await Promise.all(loads))).toEqual(new Set([fake.IMP]));
    expect(watch.tags).toHaveLength(1);
  });

  it('puts the page’s nonce on the tag', async () => {
    await loadIamport({ scriptUrl: fake.scriptUrl(), nonce: 'r4nd0m' });
    expect(watch.tags[0]?.nonce).toBe('r4nd0m');
  });

  it('puts no nonce on it where the page has none', async () => {
    await loadIamport({ scriptUrl: fake.scriptUrl() });
    expect(watch.tags[0]?.nonce).toBe('');
  });

  it('waits for a tag that the host has written, whatever address it was told', async () => {
    const host = hostsTag(`${fake.scriptUrl()}#/iamport.js`);
    await expect(loadIamport({ scriptUrl: '/scripts/missing.js' })).resolves.toBe(fake.IMP);
    expect(watch.tags).toHaveLength(0);
    expect(host.isConnected).toBe(true);
  });

  describe('a tag of the host that can never run', () => {
    it.each<[string, (tag: HTMLScriptElement) => void]>([
      ['a consent manager’s text/plain', (tag) => tag.setAttribute('type', 'text/plain')],
      ['Partytown’s', (tag) => tag.setAttribute('type', 'text/partytown')],
      ['a type with parameters', (tag) => tag.setAttribute('type', 'text/javascript; charset=utf-8')],
      ['nomodule', (tag) => tag.toggleAttribute('nomodule', true)],
    ])('is not waited for, and stays as it is: %s', async (_, change) => {
      const host = document.createElement('script');
      host.dataset.host = '';
      change(host);
      host.src = '/scripts/hanging.js?dead#/iamport.js';
      document.body.append(host);
      await expect(loadIamport({ scriptUrl: fake.scriptUrl() })).resolves.toBe(fake.IMP);
      expect(watch.tags).toHaveLength(1);
      expect(host.isConnected).toBe(true);
    });

    it('is not waited for when it was written with innerHTML, which browsers don’t run', async () => {
      const place = document.createElement('div');
      place.dataset.host = '';
      place.innerHTML = '<script data-host src="/scripts/missing.js#/iamport.js"></script>';
      document.body.append(place);
      await expect(loadIamport({ scriptUrl: fake.scriptUrl() })).resolves.toBe(fake.IMP);
      place.remove();
    });

    it('is not waited for when it has failed before anybody listened', async () => {
      // The browser keeps 250 entries, which the test runner alone may have used up.
      performance.clearResourceTimings();
      const host = hostsTag('/scripts/missing.js?early#/iamport.js');
      await happens(host, 'error');
      await vi.waitUntil(() => performance.getEntriesByName(host.src).length > 0);
      await expect(loadIamport({ scriptUrl: fake.scriptUrl() })).resolves.toBe(fake.IMP);
      expect(host.isConnected).toBe(true);
    });

    it('gets company after two seconds of silence, and is never taken away', async () => {
      fakeClock();
      const host = hostsTag('/scripts/hanging.js?host#/iamport.js');
      const load = loadIamport({});
      const outcome = expect(load).rejects.toMatchObject({ code: 'sdk_load_timeout' });
      await vi.advanceTimersByTimeAsync(1999);
      expect(watch.tags).toHaveLength(0);
      await vi.advanceTimersByTimeAsync(1);
      expect(watch.tags.map(({ src }) => src)).toEqual([host.src]);
      await vi.advanceTimersByTimeAsync(13_000);
      await outcome;
      expect(host.isConnected).toBe(true);
      expect(watch.tags[0]?.isConnected).toBe(false);
      host.remove();
    });
  });

  it('tries with a tag of its own where the host’s failed', async () => {
    fakeClock();
    const host = hostsTag('/scripts/missing.js#/iamport.js');
    const load = loadIamport({});
    await happens(host, 'error');
    fake.install();
    await vi.advanceTimersByTimeAsync(500);
    await happens(watch.tags[0], 'error');
    await vi.advanceTimersByTimeAsync(1500);
    await happens(watch.tags[1], 'error');
    await expect(load).rejects.toMatchObject({ code: 'sdk_load_failed' });
    // The next one that asks finds what has come meanwhile.
    await expect(loadIamport({})).resolves.toBe(fake.IMP);
  });

  describe('a script that can’t be fetched', () => {
    it('is tried three times, with pauses that grow, and leaves no tag', async () => {
      fakeClock();
      const load = loadIamport({ scriptUrl: '/scripts/missing.js' });
      const outcome = expect(load).rejects.toMatchObject({
        code: 'sdk_load_failed',
        retryable: true,
        cause: expect.objectContaining({ message: expect.stringContaining('/scripts/missing.js') }),
      });
      await happens(watch.tags[0], 'error');
      await vi.advanceTimersByTimeAsync(499);
      expect(watch.tags).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      await happens(watch.tags[1], 'error');
      await vi.advanceTimersByTimeAsync(1499);
      expect(watch.tags).toHaveLength(2);
      await vi.advanceTimersByTimeAsync(1);
      await happens(watch.tags[2], 'error');
      await outcome;
      expect(document.querySelector('script[src*="missing"]')).toBeNull();
      expect(vi.getTimerCount()).toBe(0);
    });

    it('is forgotten: the second of the three can succeed, and so can the next call', async () => {
      fakeClock();
      const scriptUrl = fake.scriptUrl();
      const load = loadIamport({ scriptUrl: '/scripts/missing.js', scriptTimeout: 100 });
      const outcome = expect(load).rejects.toMatchObject({ code: 'sdk_load_timeout' });
      await happens(watch.tags[0], 'error');
      await vi.advanceTimersByTimeAsync(100);
      await outcome;
      await expect(loadIamport({ scriptUrl })).resolves.toBe(fake.IMP);
    });
  });

  describe('a script that never arrives', () => {
    it('is given up after 15 seconds, its tag taken away, and asked for anew', async () => {
      fakeClock();
      const settled = vi.fn();
      const load = loadIamport({ scriptUrl: '/scripts/hanging.js' });
      load.catch(settled);
      await vi.advanceTimersByTimeAsync(14_999);
      expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await expect(load).rejects.toMatchObject({ code: 'sdk_load_timeout', retryable: true });
      expect(watch.tags[0]?.isConnected).toBe(false);
      expect(vi.getTimerCount()).toBe(0);

      const next = loadIamport({ scriptUrl: '/scripts/hanging.js', scriptTimeout: 1 });
      expect(watch.tags).toHaveLength(2);
      const outcome = expect(next).rejects.toMatchObject({ code: 'sdk_load_timeout' });
      await vi.advanceTimersByTimeAsync(1);
      await outcome;
    });

    it('is waited for as long as the host says, for ever included', async () => {
      fakeClock();
      const settled = vi.fn();
      const load = loadIamport({ scriptUrl: '/scripts/hanging.js?2', scriptTimeout: Number.POSITIVE_INFINITY });
      load.then(settled, settled);
      await vi.advanceTimersByTimeAsync(60 * 60 * 1000);
      expect(settled).not.toHaveBeenCalled();
      // The tag is the page's: it goes, and with it the last thing this waits for.
      await vi.advanceTimersByTimeAsync(2 ** 31);
      expect(settled).toHaveBeenCalledOnce();
    });
  });

  describe('a script that is not the SDK', () => {
    it('is an error of its own, at once, and its tag is taken away', async () => {
      const load = loadIamport({ scriptUrl: '/scripts/empty.js' });
      await expect(load).rejects.toMatchObject({ code: 'sdk_missing', retryable: true });
      expect(watch.tags.map(({ isConnected }) => isConnected)).toEqual([false]);
      await expect(loadIamport({ scriptUrl: fake.scriptUrl() })).resolves.toBe(fake.IMP);
    });
  });

  describe('the releases before 1.3', () => {
    const release = '#/iamport.payment-1.2.0.js';
    const jQueryUrl = 'data:text/javascript,window.jQuery=()=>{}';

    it('get jQuery first', async () => {
      await loadIamport({ scriptUrl: `${fake.scriptUrl()}${release}`, jQueryUrl });
      expect(watch.tags.map(({ src }) => src)).toEqual([jQueryUrl, expect.stringContaining(release)]);
    });

    it('do with the jQuery that the page has', async () => {
      Object.assign(window, { jQuery: () => {} });
      await loadIamport({ scriptUrl: `${fake.scriptUrl()}${release}`, jQueryUrl });
      expect(watch.tags).toHaveLength(1);
    });

    it('wait no longer for a jQuery that never arrives, and ask for it anew', async () => {
      fakeClock();
      const options = {
        scriptUrl: `${fake.scriptUrl()}${release}`,
        jQueryUrl: '/scripts/hanging.js',
        scriptTimeout: 100,
      };
      for (const tags of [1, 2]) {
        const outcome = expect(loadIamport(options)).rejects.toMatchObject({ code: 'sdk_load_timeout' });
        expect(watch.tags).toHaveLength(tags);
        await vi.advanceTimersByTimeAsync(100);
        await outcome;
        expect(watch.tags.at(-1)?.isConnected).toBe(false);
      }
    });

    it('are not loaded without it', async () => {
      fakeClock();
      const load = loadIamport({ scriptUrl: `${fake.scriptUrl()}${release}`, jQueryUrl: '/scripts/missing.js' });
      const outcome = expect(load).rejects.toMatchObject({ code: 'sdk_load_failed' });
      for (const [n, pause] of [500, 1500, 0].entries()) {
        await happens(watch.tags[n], 'error');
        await vi.advanceTimersByTimeAsync(pause);
      }
      await outcome;
      expect(watch.tags.every(({ src }) => src.endsWith('/scripts/missing.js'))).toBe(true);
    });
  });
});

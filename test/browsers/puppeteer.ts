import { existsSync } from 'node:fs';
import puppeteer, { type CDPSession, type Browser as Launched, type LaunchOptions, type Page } from 'puppeteer-core';
import { chromiumArgs, chromiumPath } from '../../scripts/chromiumPath.js';
import { type Browser, type Engine, NotReached, type Tab, type Target } from './driver.js';
import { eventually } from './eventually.js';
import { type Found, findInPage, findingOf } from './findInPage.js';
import { processesBelow } from './processes.js';

const firefoxPath =
  process.env.FIREFOX_PATH ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path)) ?? '';

/**
 * Evaluates an expression that is a text. Puppeteer's own `evaluate` counts as a gesture of the person in front of the page,
 * and every click would stay fresh for as long as the page is looked at.
 */
type Run = (page: Page, expression: string) => Promise<string>;

/** The parts of Puppeteer's BiDi that its types leave out. */
interface BidiBrowser {
  readonly connection: {
    send(
      method: 'script.evaluate',
      params: object,
    ): Promise<{
      result:
        | { type: 'success'; result: { value: string } }
        | { type: 'exception'; exceptionDetails: { text: string } };
    }>;
  };
}
interface BidiFrame {
  readonly _id: string;
}

/** Chromium, over its own protocol. */
export const chromium: Engine = {
  name: 'Chromium',
  missing: undefined,
  async open({ proxy, pageCache = true, storage = true, userAgent }) {
    if (!storage) throw new NotReached('Chromium without a screen reads no such setting');
    const sessions = new Map<Page, Promise<CDPSession>>();
    const run: Run = async (page, expression) => {
      const session = sessions.get(page) ?? page.createCDPSession();
      sessions.set(page, session);
      const said = await (await session).send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (said.exceptionDetails) throw new Error(said.exceptionDetails.exception?.description);
      return String(said.result.value);
    };
    return open(/--type=renderer/, run, {
      browser: 'chrome',
      executablePath: await chromiumPath(),
      ignoreDefaultArgs: ['--disable-back-forward-cache', '--disable-popup-blocking'],
      args: [
        ...chromiumArgs,
        `--proxy-server=127.0.0.1:${proxy}`,
        '--proxy-bypass-list=<-loopback>',
        pageCache ? '--enable-bfcache' : '--disable-back-forward-cache',
        ...(userAgent ? [`--user-agent=${userAgent}`] : []),
      ],
    });
  },
  async close() {},
};

/** Firefox, over WebDriver BiDi. */
export const firefox: Engine = {
  name: 'Firefox',
  missing: existsSync(firefoxPath) ? undefined : 'No Firefox: apt-get install firefox-esr, or set FIREFOX_PATH to one.',
  open({ proxy, pageCache = true, storage = true, userAgent }) {
    const run: Run = async (page, expression) => {
      const { connection } = page.browser() as unknown as BidiBrowser;
      const { _id: context } = page.mainFrame() as unknown as BidiFrame;
      const params = { expression, target: { context }, awaitPromise: false, userActivation: false };
      const { result: said } = await connection.send('script.evaluate', params);
      if (said.type === 'exception') throw new Error(said.exceptionDetails.text);
      return said.result.value;
    };
    return open(/ -contentproc .*\btab\b/, run, {
      browser: 'firefox',
      executablePath: firefoxPath,
      extraPrefsFirefox: {
        'network.proxy.type': 1,
        'network.proxy.http': '127.0.0.1',
        'network.proxy.http_port': proxy,
        'network.proxy.no_proxies_on': '',
        'network.proxy.allow_hijacking_localhost': true,
        'fission.bfcacheInParent': true,
        'dom.disable_open_during_load': true,
        'browser.sessionhistory.max_total_viewers': pageCache ? 8 : 0,
        // As in "block all cookies".
        ...(storage ? {} : { 'dom.storage.enabled': false }),
        ...(userAgent ? { 'general.useragent.override': userAgent } : {}),
      },
    });
  },
  async close() {},
};

async function open(renderers: RegExp, run: Run, options: LaunchOptions): Promise<Browser> {
  const launched = await puppeteer.launch({
    headless: true,
    defaultViewport: { width: 1000, height: 900 },
    ...options,
  });
  const known = new Set<Page>(await launched.pages());
  const adopt = (page: Page): Tab => {
    known.add(page);
    page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
    return createTab(page, run);
  };
  return {
    version: await launched.version(),
    newTab: async () => adopt(await launched.newPage()),
    async popup() {
      const page = (await launched.pages()).find((candidate) => !known.has(candidate));
      return page && adopt(page);
    },
    kill: () => kill(launched, renderers),
    close: () => launched.close(),
  };
}

async function kill(launched: Launched, renderers: RegExp): Promise<void> {
  const doomed = processesBelow(launched.process()?.pid ?? 0, renderers);
  if (doomed.length === 0) throw new Error('There is no process that draws a page.');
  for (const pid of doomed) process.kill(pid, 'SIGKILL');
  await eventually('the processes are gone', async () =>
    processesBelow(launched.process()?.pid ?? 0, renderers).every((pid) => !doomed.includes(pid)),
  );
}

function createTab(page: Page, run: Run): Tab {
  async function evaluate<Result>(script: string | (() => Result)): Promise<Result> {
    return (JSON.parse(await run(page, `JSON.stringify({ value: (${script})() })`)) as { value: Result }).value;
  }
  const find = <Key extends 'point' | 'text'>(target: Target, key: Key): Promise<Found[Key] | undefined> =>
    evaluate(`() => (${findInPage})(...${JSON.stringify(findingOf(target))})?.${key}`);
  async function click(target: Target): Promise<void> {
    const { x, y } = await eventually(JSON.stringify(target), () => find(target, 'point'));
    await page.mouse.click(x, y);
  }
  // A page that comes from the cache is not loaded, and whoever waits for that waits for ever.
  const unawaited = async (navigation: Promise<unknown>) => void navigation.catch(() => {});

  return {
    goto: async (address) => void (await page.goto(address, { waitUntil: 'domcontentloaded' })),
    back: () => unawaited(page.goBack()),
    forward: () => unawaited(page.goForward()),
    reload: async () => void (await page.reload({ waitUntil: 'domcontentloaded' })),
    click,
    async type(target, text) {
      await click(target);
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
      await page.keyboard.type(text);
    },
    text: (target) => find(target, 'text'),
    evaluate,
    userAgent: () => evaluate(() => navigator.userAgent),
    url: () => evaluate(() => location.href),
    close: () => page.close(),
  };
}

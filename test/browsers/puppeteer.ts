import { existsSync } from 'node:fs';
import puppeteer, { type CDPSession, type Browser as Launched, type LaunchOptions, type Page } from 'puppeteer-core';
import { chromiumArgs, chromiumPath } from '../../scripts/chromiumPath.js';
import { type Engine, NotReached, type OpenOptions, type Tab, type Target } from './driver.js';
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

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Chromium, over its own protocol. */
export const chromium: Engine = createEngine({
  name: 'Chromium',
  missing: undefined,
  renderers: /--type=renderer/,
  run: async (page, expression) => {
    const session = sessions.get(page) ?? page.createCDPSession();
    sessions.set(page, session);
    const said = await (await session).send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (said.exceptionDetails) throw new Error(said.exceptionDetails.exception?.description);
    return String(said.result.value);
  },
  async settings({ proxy, pageCache, storage }) {
    if (!storage) throw new NotReached('Chromium without a screen reads no such setting');
    return {
      browser: 'chrome',
      executablePath: await chromiumPath(),
      ignoreDefaultArgs: ['--disable-back-forward-cache', '--disable-popup-blocking'],
      args: [
        ...chromiumArgs,
        `--proxy-server=127.0.0.1:${proxy}`,
        '--proxy-bypass-list=<-loopback>',
        pageCache ? '--enable-bfcache' : '--disable-back-forward-cache',
      ],
    };
  },
});

/** Firefox, over WebDriver BiDi. */
export const firefox: Engine = createEngine({
  name: 'Firefox',
  missing: existsSync(firefoxPath) ? undefined : 'No Firefox: apt-get install firefox-esr, or set FIREFOX_PATH to one.',
  renderers: / -contentproc .*\btab\b/,
  run: async (page, expression) => {
    const { connection } = page.browser() as unknown as BidiBrowser;
    const { _id: context } = page.mainFrame() as unknown as BidiFrame;
    const params = { expression, target: { context }, awaitPromise: false, userActivation: false };
    const { result: said } = await connection.send('script.evaluate', params);
    if (said.type === 'exception') throw new Error(said.exceptionDetails.text);
    return said.result.value;
  },
  settings: async ({ proxy, pageCache, storage }) => ({
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
      // Processes that are started ahead are killed with the others, and a new tab that is given one waits for it for ever.
      'dom.ipc.processPrelaunch.enabled': false,
      'browser.sessionhistory.max_total_viewers': pageCache ? 8 : 0,
      // As in "block all cookies".
      ...(storage ? {} : { 'dom.storage.enabled': false }),
    },
  }),
});

interface Driven extends Pick<Engine, 'name' | 'missing'> {
  /** The command line of the processes that draw pages. */
  readonly renderers: RegExp;
  readonly run: Run;
  settings(options: Settings): Promise<LaunchOptions>;
}

/** What can't be changed once a browser runs. */
type Settings = Required<Omit<OpenOptions, 'userAgent'>>;

/**
 * A launch takes longer than most cases do, and a busy machine may not get through with it in time. So there is one browser for
 * each way that it is set up, and each case has a context of its own in it, as a private window has.
 */
function createEngine({ name, missing, renderers, run, settings }: Driven): Engine {
  const browsers = new Map<string, Promise<Launched>>();
  async function launch(options: Settings): Promise<Launched> {
    return puppeteer.launch({
      headless: true,
      timeout: 90_000,
      defaultViewport: { width: 1000, height: 900 },
      ...(await settings(options)),
    });
  }
  return {
    name,
    missing,
    async open({ proxy, pageCache = true, storage = true, userAgent }) {
      const key = JSON.stringify({ proxy, pageCache, storage });
      const launching = browsers.get(key) ?? launch({ proxy, pageCache, storage });
      browsers.set(key, launching);
      launching.catch(() => browsers.delete(key));
      const launched = await launching;
      const context = await launched.createBrowserContext();
      const known = new Set<Page>();
      const adopt = (page: Page): Tab => {
        known.add(page);
        page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
        return createTab(page, run);
      };
      return {
        version: await launched.version(),
        async newTab() {
          const page = await context.newPage();
          if (userAgent) await page.setUserAgent({ userAgent });
          return adopt(page);
        },
        async popup() {
          const page = (await context.pages()).find((candidate) => !known.has(candidate));
          return page && adopt(page);
        },
        kill: () => kill(launched, renderers),
        close: () => context.close(),
      };
    },
    async close() {
      await Promise.all([...browsers.values()].map(async (launching) => (await launching).close()));
      browsers.clear();
    },
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

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Builder, error, Key, type WebDriver, type WebElement } from 'selenium-webdriver';

const { NoSuchSessionError } = error;

import type { Browser, Engine, OpenOptions, Tab, Target } from './driver.js';
import { eventually } from './eventually.js';
import { type Found, findInPage, findingOf } from './findInPage.js';
import { processesBelow } from './processes.js';

const binary = ['4.1', '6.0', '4.0']
  .map((api) => `/usr/lib/x86_64-linux-gnu/webkit${api === '6.0' ? 'gtk-' : '2gtk-'}${api}/MiniBrowser`)
  .find((path) => existsSync(path));

let screen: Promise<Screen> | undefined;

/** WebKitGTK's own small browser, over WebDriver: the engine of Safari, and of every browser on an iPhone. */
export const webkit: Engine = {
  name: 'WebKit',
  missing: binary === undefined ? 'No WebKit: apt-get install webkit2gtk-driver xvfb xauth dbus.' : undefined,
  async open(options) {
    screen ??= openScreen();
    return open(await screen, options);
  },
  async close() {
    const opened = await screen;
    screen = undefined;
    await opened?.close();
  },
};

interface Screen {
  /** Where the programs that are to be seen on it find it. */
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** A screen that nobody sees, and a message bus: both stay while the shell between them waits for its input to end. */
async function openScreen(): Promise<Screen> {
  const child = spawn('xvfb-run', ['-a', 'dbus-run-session', '--', 'sh', '-c', 'env; echo end; cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let told = '';
  child.stdout.on('data', (text: Buffer) => {
    told += text;
  });
  await eventually('a screen of xvfb-run', async () => told.endsWith('end\n'));
  const variables = told.split('\n').map((line) => /^(DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS)=(.*)$/.exec(line));
  return {
    env: {
      ...process.env,
      ...Object.fromEntries(variables.flatMap((found) => (found ? [[found[1], found[2]]] : []))),
      // Root may not use the sandbox, and the pages are ours.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      // Without a graphics card, layers cost more than the pages do.
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}

/**
 * The browser is started here and not by its driver: the driver's session dies with any page, and a browser of our own goes on
 * and is given another session.
 */
async function open(
  { env }: Screen,
  { proxy, pageCache = true, storage = true, userAgent }: OpenOptions,
): Promise<Browser> {
  const [inspector, port] = [await freePort(), await freePort()];
  const args = [
    '--automation',
    `--proxy=http://127.0.0.1:${proxy}`,
    `--enable-page-cache=${pageCache}`,
    `--enable-html5-local-storage=${storage}`,
    '--javascript-can-open-windows-automatically=false',
    ...(userAgent ? [`--user-agent=${userAgent}`] : []),
  ];
  const stdio = process.env.DEBUG_WEBKIT ? 'inherit' : 'ignore';
  const browser = spawn(binary ?? '', args, {
    stdio,
    env: { ...env, WEBKIT_INSPECTOR_SERVER: `127.0.0.1:${inspector}` },
  });
  await eventually('MiniBrowser', () => answers(inspector));
  const service = spawn('WebKitWebDriver', [`--port=${port}`, `--target=127.0.0.1:${inspector}`], { stdio, env });
  await eventually('WebKitWebDriver', () => answers(port));
  const startSession = () =>
    new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      // A page that a case holds back would otherwise hold back the next command too.
      .withCapabilities({ browserName: 'MiniBrowser', pageLoadStrategy: 'none', unhandledPromptBehavior: 'accept' })
      .build();

  let driver = startSession();
  // The window that is there from the start stays, so that there is always one to open others from.
  let spare = await driver.getWindowHandle();
  let known = new Set([spare]);
  // One command at a time, and each in its own window.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
    const run = last.then(act);
    last = run.catch(() => {});
    return run;
  };
  const adopt = (handle: string): Tab => {
    known.add(handle);
    const own = driver;
    return createTab(own, (act) =>
      inTurn(async () => {
        await own.switchTo().window(handle);
        return act();
      }),
    );
  };
  const renderers = () => processesBelow(browser.pid ?? 0, /WebKitWebProcess/);

  return {
    version: String((await driver.getCapabilities()).get('browserVersion')),
    async newTab() {
      const handle = await inTurn(async () => {
        await driver.switchTo().window(spare);
        // Not a tab: MiniBrowser opens popups for the tab in front only, and does not bring a new one there.
        await driver.switchTo().newWindow('window');
        return driver.getWindowHandle();
      });
      return adopt(handle);
    },
    async popup() {
      const handles = await inTurn(async () => {
        await driver.switchTo().window(spare);
        return driver.getAllWindowHandles();
      });
      const handle = handles.find((candidate) => !known.has(candidate));
      return handle === undefined ? undefined : adopt(handle);
    },
    async kill() {
      const doomed = renderers();
      if (doomed.length === 0) throw new Error('There is no process that draws a page.');
      for (const pid of doomed) process.kill(pid, 'SIGKILL');
      await eventually('the end of the session', () =>
        driver.getTitle().then(
          () => false,
          (error: unknown) => error instanceof NoSuchSessionError,
        ),
      );
      driver = startSession();
      spare = await driver.getWindowHandle();
      known = new Set(await driver.getAllWindowHandles());
    },
    async close() {
      await Promise.all([end(service), end(browser)]);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}

function createTab(driver: WebDriver, inWindow: <Value>(act: () => Promise<Value>) => Promise<Value>): Tab {
  const find = (target: Target) => driver.executeScript<Found<WebElement> | null>(findInPage, ...findingOf(target));
  const withElement = (target: Target, act: (element: WebElement) => Promise<void>) =>
    eventually(JSON.stringify(target), () =>
      inWindow(async () => {
        const found = await find(target);
        if (!found?.point) return false;
        await act(found.element);
        return true;
      }),
    );
  /** Until another document stands in the place of this one. */
  async function load(navigate: () => Promise<void>): Promise<void> {
    await inWindow(async () => {
      await driver.executeScript(() => Reflect.set(document, 'isLeft', true));
      await navigate();
    });
    await eventually('the page to be loaded', () =>
      inWindow(() =>
        driver.executeScript<boolean>(() => !Reflect.get(document, 'isLeft') && document.readyState !== 'loading'),
      ),
    );
  }
  const evaluate: Tab['evaluate'] = (script) => inWindow(() => driver.executeScript(script));

  return {
    goto: (address) => load(() => driver.get(address)),
    back: () => inWindow(() => driver.navigate().back()),
    forward: () => inWindow(() => driver.navigate().forward()),
    reload: () => load(() => driver.navigate().refresh()),
    click: async (target) => void (await withElement(target, (element) => element.click())),
    type: async (target, text) =>
      void (await withElement(target, (element) => element.sendKeys(Key.chord(Key.CONTROL, 'a'), text))),
    text: (target) => inWindow(async () => (await find(target))?.text),
    evaluate,
    userAgent: () => evaluate(() => navigator.userAgent),
    url: () => evaluate(() => location.href),
    close: () => inWindow(() => driver.close()),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

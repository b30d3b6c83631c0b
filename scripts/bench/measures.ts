import { type Browser, devices, type Page } from 'playwright';
import type { ButtonName } from '../../bench/buttons.js';
import type {} from '../../bench/main.js';

const names = ['ours', 'handWritten'] as const satisfies readonly ButtonName[];

type Measured = (typeof names)[number];

export type Pair = Record<Measured, number>;

/** Attempts of both buttons by turns, so that whatever slows the machine down slows both. */
export async function measureAttempts(browser: Browser, url: string) {
  const results = await onPage(browser, url, (page) =>
    page.evaluate(async (both) => {
      const found: { name: Measured; result: Awaited<ReturnType<typeof window.bench.attempt>> }[] = [];
      // The first 20 warm the compiler up.
      for (let round = 0; round < 120; round += 1) {
        for (const name of both) {
          const result = await window.bench.attempt(name);
          if (round >= 20) found.push({ name, result });
        }
      }
      return found;
    }, names),
  );
  const of = (name: Measured) => results.filter((one) => one.name === name).map(({ result }) => result);
  return {
    clickToRequest: pair((name) => median(of(name).map(({ clickToRequest }) => clickToRequest))),
    commits: pair((name) => median(of(name).map(({ commits }) => commits))),
    isSameTask: of('ours').every(({ isSameTask }) => isSameTask),
  };
}

export async function measureMounts(browser: Browser, url: string, count: number) {
  const results = await onPage(browser, url, (page) =>
    page.evaluate(
      ({ all, size }) => {
        const rounds = Array.from({ length: 12 }, () =>
          all.map((name) => ({ name, result: window.bench.mount(name, size) })),
        );
        return rounds.slice(2).flat();
      },
      { all: [...names, 'sameElements'] as const, size: count },
    ),
  );
  const of = (what: 'mount' | 'unmount', name: ButtonName) =>
    median(results.filter((one) => one.name === name).map(({ result }) => result[what]));
  return {
    mount: pair((name) => of('mount', name)),
    unmount: pair((name) => of('unmount', name)),
    sameElements: { mount: of('mount', 'sameElements'), unmount: of('unmount', 'sameElements') },
  };
}

/** How often the SDK's script is asked for when so many buttons are on a page. */
export function countScripts(browser: Browser, url: string, count: number): Promise<number> {
  return onPage(browser, 'about:blank', async (page) => {
    let requests = 0;
    page.on('request', (request) => {
      if (request.url().includes('fake-iamport.js')) requests += 1;
    });
    await page.goto(`${url}?script`);
    await page.evaluate((size) => window.bench.show('ours', size), count);
    await page.waitForFunction(() => 'IMP' in window);
    return requests;
  });
}

/** What so many attempts leave behind. */
export async function measureLeftovers(browser: Browser, url: string, count: number) {
  const left = {} as Record<Measured, Record<'heap' | 'listeners' | 'nodes', number>>;
  for (const name of names) {
    left[name] = await onPage(browser, url, async (page) => {
      const attempts = (size: number) =>
        page.evaluate(
          async ({ which, total }) => {
            for (let done = 0; done < total; done += 1) await window.bench.attempt(which);
            window.bench.show(which, 1);
          },
          { which: name, total: size },
        );
      // Caches, compiled code and the bounded list of records have to be full before the first look.
      await attempts(300);
      const before = await readMemory(page);
      await attempts(count);
      const after = await readMemory(page);
      return {
        heap: after('JSHeapUsedSize') - before('JSHeapUsedSize'),
        listeners: after('JSEventListeners') - before('JSEventListeners'),
        nodes: after('Nodes') - before('Nodes'),
      };
    });
  }
  return {
    heap: pair((name) => left[name].heap),
    listeners: pair((name) => left[name].listeners),
    nodes: pair((name) => left[name].nodes),
  };
}

/** Chromium's own counters, after garbage collection, by their names. */
async function readMemory(page: Page): Promise<(name: string) => number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
}

/** From the beginning of the navigation back from a PG's page to the moment the backend is asked to charge. */
export async function measureReturns(browser: Browser, url: string): Promise<Pair> {
  const times: Record<Measured, number[]> = { ours: [], handWritten: [] };
  for (let round = 0; round < 11; round += 1) {
    for (const name of names) {
      const context = await browser.newContext({ ...devices['iPhone 15'] });
      const page = await context.newPage();
      await page.goto(`${url}?show=${name}`);
      await page.evaluate(() => window.bench.click());
      const { merchantUid, redirectUrl } = await page.evaluate(() => window.bench.request());
      const back = new URL(redirectUrl);
      for (const [key, value] of Object.entries({ imp_uid: 'imp_1', merchant_uid: merchantUid, imp_success: 'true' })) {
        back.searchParams.set(key, value);
      }
      await page.goto(back.href);
      await page.waitForFunction(() => window.chargedAt !== undefined);
      if (round > 0) times[name].push(await page.evaluate(() => window.chargedAt ?? Number.NaN));
      await context.close();
    }
  }
  return pair((name) => median(times[name]));
}

async function onPage<T>(browser: Browser, url: string, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage();
  await page.goto(url);
  return work(page).finally(() => page.close());
}

function pair(of: (name: Measured) => number): Pair {
  return { ours: of('ours'), handWritten: of('handWritten') };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

import { type Browser, devices, type Page } from 'playwright';
import type { ButtonName } from '../../bench/buttons.js';
import type {} from '../../bench/main.js';
import type { BenchSite } from './openBench.js';

const names: readonly ButtonName[] = ['ours', 'handWritten'];
type Pair = Record<ButtonName, number>;

export interface Attempts {
  readonly clickToRequest: Pair;
  readonly commits: Pair;
  readonly isSameTask: boolean;
}

/** Attempts of both buttons by turns, so that whatever slows the machine down slows both. */
export async function measureAttempts({ browser, url }: BenchSite): Promise<Attempts> {
  return withPage(browser, url, async (page) => {
    const results = await page.evaluate(async (both) => {
      const found: Record<ButtonName, Awaited<ReturnType<typeof window.bench.attempt>>[]> = {
        ours: [],
        handWritten: [],
      };
      for (let round = 0; round < 120; round += 1) {
        for (const name of both) {
          const result = await window.bench.attempt(name);
          // The first ones warm the compiler up.
          if (round >= 20) found[name].push(result);
        }
      }
      return found;
    }, names);
    return {
      clickToRequest: pair((name) => median(results[name].map(({ clickToRequest }) => clickToRequest))),
      commits: pair((name) => median(results[name].map(({ commits }) => commits))),
      isSameTask: results.ours.every(({ isSameTask }) => isSameTask),
    };
  });
}

export async function measureMounts(
  { browser, url }: BenchSite,
  count: number,
): Promise<{ mount: Pair; unmount: Pair }> {
  return withPage(browser, url, async (page) => {
    const results = await page.evaluate(
      ({ both, size }) => {
        const found: Record<ButtonName, ReturnType<typeof window.bench.mount>[]> = { ours: [], handWritten: [] };
        for (let round = 0; round < 12; round += 1) {
          for (const name of both) {
            const result = window.bench.mount(name, size);
            if (round >= 2) found[name].push(result);
          }
        }
        return found;
      },
      { both: names, size: count },
    );
    return {
      mount: pair((name) => median(results[name].map(({ mount }) => mount))),
      unmount: pair((name) => median(results[name].map(({ unmount }) => unmount))),
    };
  });
}

/** How often the SDK's script is asked for when so many buttons are on a page. */
export async function countScriptRequests({ browser, url }: BenchSite, count: number): Promise<number> {
  const page = await browser.newPage();
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().includes('fake-iamport.js')) requests += 1;
  });
  await page.goto(`${url}?script`);
  await page.evaluate((size) => window.bench.show('ours', size), count);
  await page.waitForFunction(() => 'IMP' in window);
  await page.close();
  return requests;
}

export interface Memory {
  readonly heap: number;
  readonly listeners: number;
  readonly nodes: number;
}

/** What is left over by so many attempts, beside what the same number of hand-written ones leaves. */
export async function measureLeftovers(
  { browser, url }: BenchSite,
  count: number,
): Promise<Record<ButtonName, Memory>> {
  const left = {} as Record<ButtonName, Memory>;
  for (const name of names) {
    left[name] = await withPage(browser, url, async (page) => {
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
        heap: after.heap - before.heap,
        listeners: after.listeners - before.listeners,
        nodes: after.nodes - before.nodes,
      };
    });
  }
  return left;
}

async function readMemory(page: Page): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  await session.detach();
  return { heap: value('JSHeapUsedSize'), listeners: value('JSEventListeners'), nodes: value('Nodes') };
}

/** From the beginning of the navigation back from a PG's page to the moment the backend is asked to charge. */
export async function measureReturns({ browser, url }: BenchSite): Promise<Pair> {
  const times: Record<ButtonName, number[]> = { ours: [], handWritten: [] };
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

async function withPage<T>(browser: Browser, url: string, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    return await work(page);
  } finally {
    await page.close();
  }
}

function pair(of: (name: ButtonName) => number): Pair {
  return { ours: of('ours'), handWritten: of('handWritten') };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

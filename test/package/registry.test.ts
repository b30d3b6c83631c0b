import { readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type Axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { listen } from '../../examples/checkout/listen.js';
import { chromiumArgs, chromiumPath } from '../../scripts/chromiumPath.js';
import { registerCard } from './buyInBrowser.js';
import { installApp } from './installApp.js';
import { run } from './run.js';
import { serveBlocks } from './serveBlocks.js';
import { watchPage } from './watchPage.js';

const root = process.cwd();
const app = installApp('tailwind-app');
const cli = join(app, 'node_modules/shadcn/dist/index.js');
/** What `shadcn build` made of registry.json. */
const built = join(inject('folder'), 'registry');
const read = (path: string) => readFile(path, 'utf8');
const noColours = {
  inlineColors: { light: {}, dark: {} },
  cssVars: { light: {}, dark: {} },
  inlineColorsTemplate: '',
  cssVarsTemplate: '',
};
const names = ['checkout', 'card-page', 'past-due-banner'];
const parsed = async (path: string): Promise<unknown> => JSON.parse(await read(path));

let browser: Browser;
beforeAll(async () => {
  await run(process.execPath, [cli, 'build', join(root, 'registry.json'), '--cwd', root, '--output', built], app);
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumArgs });
});
afterAll(() => browser?.close());

describe('the blocks', () => {
  it('are in the package as shadcn would build them', async () => {
    expect(readdirSync(built).sort()).toEqual([...names.map((name) => `${name}.json`), 'registry.json'].sort());
    const packed = join(app, 'node_modules/react-billing-key/dist/registry');
    for (const name of names) {
      expect(await parsed(join(packed, `${name}.json`))).toEqual(await parsed(join(built, `${name}.json`)));
    }
  });

  const ways = names.flatMap((name) => [
    { name, from: 'the package', address: () => `./node_modules/react-billing-key/dist/registry/${name}.json` },
    { name, from: 'a server', address: (url: string) => `${url}/r/${name}.json` },
  ]);
  it.each(ways)(
    '$name is added from $from, which asks no other host and installs nothing',
    async ({ name, address }) => {
      const added = join(app, 'src/components/billing');
      await rm(join(added, `${name}.tsx`), { force: true });
      const manifest = await read(join(app, 'package.json'));
      const registry = await serveRegistry();
      const offline = { REGISTRY_URL: `${registry.url}/r`, https_proxy: registry.url, npm_config_offline: 'true' };
      const add = ['add', address(registry.url), '--yes', '--cwd', app];
      await run(process.execPath, [cli, ...add], app, offline).finally(registry.close);

      expect(registry.unknown).toEqual([]);
      expect(await read(join(app, 'package.json'))).toBe(manifest);
      for (const file of [`${name}.tsx`, 'billing.tsx']) {
        expect(await read(join(added, file))).toBe(await read(join(root, 'examples/blocks', file)));
      }
    },
  );

  it('bring the stylesheet once, below the classes of Tailwind', async () => {
    const css = await read(join(app, 'src/index.css'));
    expect(css.match(/react-billing-key\/styles\.css.*/g)).toEqual([
      'react-billing-key/styles.css" layer(components);',
    ]);
  });

  it('type and build', () => run('npm', ['run', 'build'], app));

  it('sell with testCharge() while there is no server', () =>
    open('/', 'visitor', async (page) => {
      await buy(page);
      await page.getByRole('region', { name: '결제 내역' }).getByText('9,900원').waitFor();
    }));

  it('sell with the kit, which is told what was agreed to', () =>
    open('/checkout', 'visitor', async (page, { fake }) => {
      const charge = page.waitForRequest((request) => request.url().endsWith('/api/billing/charges'));
      await buy(page);
      expect((await charge).postDataJSON()).toMatchObject({
        consents: [{ id: 'billing' }, { id: 'privacy' }, { id: 'news' }],
      });
      await page.getByRole('region', { name: '결제 내역' }).getByText('9,900원').waitFor();
      expect(fake.countCharges()).toBe(1);
    }));

  it('show what a customer has, and no banner where nothing is past due', () =>
    open('/cards', 'mina', async (page, shop) => {
      await page.getByRole('region', { name: '내 구독' }).getByText('베이직 요금제').waitFor();
      const cards = page.getByRole('region', { name: '내 카드' }).getByRole('listitem');
      await expect.poll(() => cards.allInnerTexts()).toHaveLength(2);
      for (const name of ['BC카드', '신한카드']) expect((await cards.allInnerTexts()).join()).toContain(name);
      expect(await page.getByRole('button', { name: /지금 결제/ }).count()).toBe(0);
      expect(shop.fake.countCharges()).toBe(1);
    }));

  it.each([
    { scheme: 'light', accent: 'rgb(75, 47, 181)' },
    { scheme: 'dark', accent: 'rgb(182, 165, 255)' },
  ])('wear the theme of the app in $scheme, and have nothing for axe to find', ({ scheme, accent }) =>
    open(
      '/',
      'mina',
      async (page, { url }) => {
        for (const path of ['/', '/cards']) {
          await page.goto(`${url}${path}`);
          await page.evaluate((name) => document.documentElement.classList.add(name), scheme);
          const button = page.locator('.rbk-trigger, .rbk-pay').first();
          await button.waitFor();
          // Colours change slowly.
          const colour = () => button.evaluate((element) => getComputedStyle(element).backgroundColor);
          await expect.poll(colour).toBe(accent);
          await page.addScriptTag({ path: join(root, 'node_modules/axe-core/axe.min.js') });
          expect(await page.evaluate(findViolations)).toEqual([]);
        }
        // The classes of Tailwind win over the stylesheet.
        await page.goto(url);
        expect(await page.locator('.rbk-root').evaluate((element) => getComputedStyle(element).rowGap)).toBe('24px');
      },
      { owes: true },
    ),
  );

  it('take the payment of a renewal that was declined', () =>
    open(
      '/cards',
      'mina',
      async (page, shop) => {
        const banner = page.locator('.rbk-past-due');
        await banner.getByText('한도초과').waitFor();
        await banner.getByRole('button').first().click();
        await expect.poll(() => banner.getAttribute('data-status')).toBe('paid');
        expect(shop.fake.countCharges()).toBe(2);
      },
      { owes: true },
    ));
});

/** What was built, and what shadcn's own registry says of the app's base colour, which no block asks for. */
async function serveRegistry() {
  const answers = new Map([['/r/colors/neutral.json', JSON.stringify(noColours)]]);
  for (const name of names) answers.set(`/r/${name}.json`, await read(join(built, `${name}.json`)));
  const unknown: string[] = [];
  const server = await listen(({ url }) => {
    const answer = answers.get(new URL(url).pathname);
    if (answer === undefined) unknown.push(url);
    return new Response(answer ?? null, { status: answer === undefined ? 404 : 200 });
  });
  return { ...server, unknown };
}

/** Agrees to everything and registers a card. */
async function buy(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: '전체 동의' }).click();
  await page.getByRole('button', { name: '카드 등록하고 구독하기' }).click();
  await registerCard(page);
}

/** Runs in the page. What axe asks of a whole page is the app's own: a title, landmarks, a first heading. */
async function findViolations(): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: typeof Axe };
  const { violations } = await axe.run('#root', { rules: { region: { enabled: false } } });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

type Shop = Awaited<ReturnType<typeof serveBlocks>>;

/** A page of the built app, for a visitor, or for Mina, who has two cards and a subscription. */
async function open(
  path: string,
  customer: 'visitor' | 'mina',
  act: (page: Page, shop: Shop) => Promise<void>,
  { owes = false } = {},
): Promise<void> {
  const shop = await serveBlocks(app);
  if (customer === 'mina') {
    await shop.register('mina', ['BC카드', '4242'], { planId: 'basic' });
    await shop.register('mina', ['신한카드', '1234'], { purpose: 'register' });
  }
  if (owes) await shop.fallBehind('mina');
  const context = await browser.newContext({ locale: 'ko-KR' });
  await context.addCookies([{ name: 'customer', value: customer, url: shop.url }]);
  await watchPage(
    context,
    () => false,
    async (page) => {
      await page.goto(`${shop.url}${path}`);
      await act(page, shop);
    },
  )
    .finally(() => context.close())
    .finally(shop.close);
}

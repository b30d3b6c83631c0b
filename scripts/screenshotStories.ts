import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright';
import { chromiumArgs, chromiumPath } from './chromiumPath.js';
import { serveFolder } from './serveFolder.js';

/**
 * Takes a picture of every story of the static Storybook, for people to look at:
 * `tsx scripts/screenshotStories.ts [part of a story's id] [folder of the site]` after `npm run build-storybook`.
 */
const [filter = '', site = 'storybook-static'] = process.argv.slice(2);
const folder = resolve(site);
if (!existsSync(join(folder, 'index.json'))) {
  throw new Error(`There is no Storybook in ${site}. Run \`npm run build-storybook\` first.`);
}

const phone: BrowserContextOptions = { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2 };
const desktop: BrowserContextOptions = { viewport: { width: 1024, height: 640 } };
const looks: Record<string, { readonly theme: 'light' | 'dark'; readonly context: BrowserContextOptions }> = {
  'desktop-light': { theme: 'light', context: desktop },
  'phone-dark': { theme: 'dark', context: phone },
  'phone-light': { theme: 'light', context: phone },
  'forced-colors': { theme: 'dark', context: { ...phone, forcedColors: 'active', colorScheme: 'dark' } },
  'text-200-percent': { theme: 'light', context: phone },
};

interface StoryIndex {
  readonly entries: Readonly<Record<string, { readonly id: string; readonly type: string }>>;
}

async function shoot(page: Page, url: string, look: string, id: string): Promise<void> {
  const { theme } = looks[look] ?? { theme: 'light' };
  await page.goto(`${url}iframe.html?id=${id}&viewMode=story&globals=theme:${theme}`);
  await page.waitForSelector('html[data-story=played]', { state: 'attached', timeout: 15_000 });
  if (look === 'text-200-percent') await page.addStyleTag({ content: 'html { font-size: 200% }' });
  await page.evaluate(async () => void (await document.fonts.ready));
  await page.screenshot({ path: join('screenshots', look, `${id}.png`), animations: 'disabled', fullPage: true });
}

const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as StoryIndex;
const ids = Object.values(index.entries)
  .filter(({ type, id }) => type === 'story' && id.includes(filter))
  .map(({ id }) => id);

const server = await serveFolder(folder);
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumArgs });
const failures: string[] = [];
try {
  for (const [look, { context }] of Object.entries(looks)) {
    mkdirSync(join('screenshots', look), { recursive: true });
    const page = await (await browser.newContext(context)).newPage();
    for (const id of ids) {
      await shoot(page, server.url, look, id).catch((error: unknown) => failures.push(`${look} ${id}: ${error}`));
    }
    await page.context().close();
    console.log(`${look}: ${ids.length} stories in screenshots/${look}`);
  }
} finally {
  await browser.close();
  await server.close();
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

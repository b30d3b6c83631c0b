import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../scripts/chromiumPath.js';
import { buyFromServer, startFakeIamport } from './buyFromServer.js';
import { buyInBrowser, words } from './buyInBrowser.js';
import { firstExample, readmes } from './firstExample.js';
import { installApp } from './installApp.js';
import { run } from './run.js';
import { shopInBrowser, ways } from './shopInBrowser.js';
import { startServer } from './startServer.js';
import { type Expected, isForDevelopers } from './watchPage.js';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumArgs });
});
afterAll(() => browser?.close());

interface Framework {
  readonly name: string;
  readonly folder: string;
  /** The page of the docs that shows its server with the kit. */
  readonly page?: string;
  /** Where a build puts what browsers load. */
  readonly client: string;
  /** How its servers are started, as they are in production and in development. */
  readonly built: readonly string[];
  readonly inDevelopment: readonly string[];
}

const next = 'node_modules/next/dist/bin/next';
const start = [next, 'start', '-H', '127.0.0.1'] as const;
const vite = 'node_modules/vite/bin/vite.js';
const onPort = ['--host', '127.0.0.1', '--port', '{port}', '--strictPort'] as const;
const tsx = ['node_modules/tsx/dist/cli.mjs', 'server.ts'] as const;
const dev = [next, 'dev', '-H', '127.0.0.1'] as const;
const frameworks: readonly Framework[] = [
  {
    name: 'Next.js',
    folder: 'next-app',
    page: 'docs/server/nextjs.md',
    client: '.next/static',
    built: start,
    inDevelopment: dev,
  },
  {
    name: 'React Router',
    folder: 'react-router-app',
    client: 'build/client',
    built: ['node_modules/@react-router/serve/bin.js', 'build/server/index.js'],
    inDevelopment: ['node_modules/@react-router/dev/bin.js', 'dev', ...onPort],
  },
  {
    // It asks for Node 22, and is built and served by 20 as well.
    name: 'TanStack Start',
    folder: 'tanstack-start-app',
    client: 'dist/client',
    built: [vite, 'preview', ...onPort],
    inDevelopment: [vite, 'dev', ...onPort],
  },
];
const keys = { IAMPORT_API_KEY: 'fake_imp_key', IAMPORT_API_SECRET: 'fake_imp_secret' };

describe.each(frameworks)('$name', ({ folder, page, client, ...starts }) => {
  const app = installApp(folder, page);
  it('types and builds', () => run('npm', ['run', 'build'], app, keys));

  it('leaves the fake out of what browsers load', async () => {
    const files = await readdir(join(app, client), { recursive: true });
    const scripts = files.filter((file) => file.endsWith('.js'));
    expect(scripts).not.toHaveLength(0);
    for (const file of scripts) expect(await readFile(join(app, client, file), 'utf8')).not.toContain('fake-iamport');
  });

  if (page) it(`does the main job of a server, with the kit as ${page} shows it`, () => sell(app, starts.built));

  describe.each([
    { name: 'built', start: starts.built, isDevelopment: false },
    { name: 'in development', start: starts.inDevelopment, isDevelopment: true },
  ])('$name', ({ start: [script = '', ...args], isDevelopment }) => {
    let server: Awaited<ReturnType<typeof startServer>>;
    beforeAll(async () => {
      const env = { NODE_ENV: isDevelopment ? 'development' : 'production', ...keys };
      server = await startServer(app, { script, args, env });
    });
    afterAll(() => server?.close());

    it('renders the button on the server', async () => {
      const html = await (await fetch(`${server.url}checkout`, { headers: { cookie: 'customer=7' } })).text();
      for (const part of [words.en.subscribe, 'data-status="idle"', '신용·체크카드']) expect(html).toContain(part);
    });

    it.each(ways)('does the main job on $name', (way) => {
      const expected: Expected = isDevelopment ? isForDevelopers : () => false;
      return shopInBrowser(browser, way, { url: server.url, loadsSdk: !isDevelopment, expected });
    });
  });
});

describe.each([
  { name: 'Express', folder: 'express-app', page: 'docs/server/express.md' },
  { name: 'Hono', folder: 'hono-app', page: 'docs/server/hono.md' },
])('$name', ({ folder, page }) => {
  const app = installApp(folder, page);
  it('types', () => run('npm', ['run', 'build'], app));
  it(`does the main job of a server, with the kit as ${page} shows it`, () => sell(app, tsx));
});

/** Starts an app whose server has the kit, and buys something from it. */
async function sell(app: string, [script = '', ...args]: readonly string[]): Promise<void> {
  let url = '';
  const iamport = await startFakeIamport(app, () => `${url}api/billing/webhook/iamport`);
  const env = { NODE_ENV: 'production', ...keys, IAMPORT_API_URL: iamport.url };
  const server = await startServer(app, { script, args, env }).catch(async (error: unknown) => {
    await iamport.close();
    throw error;
  });
  url = server.url;
  await buyFromServer(url, iamport.fake).finally(server.close).finally(iamport.close);
}

/** As `create-next-app` writes it, without fonts, and with the layout that its classes give the body. */
const layout = `import type { ReactNode } from 'react'

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="ko">
      <head><link rel="icon" href="data:," /></head>
      <body style={{ display: 'flex', flexDirection: 'column' }}>{children}</body>
    </html>
  )
}
`;

describe('Next.js, new', () => {
  const app = join(inject('folder'), 'next-app');
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    // The app of before, of which only what it has installed is left.
    for (const own of ['app', 'lib', 'instrumentation-client.ts'])
      await rm(join(app, own), { recursive: true, force: true });
    await mkdir(join(app, 'app'));
    await writeFile(join(app, 'app/layout.tsx'), layout);
    await writeFile(join(app, 'app/page.tsx'), firstExample('README.md'));
    const [script, ...args] = dev;
    server = await startServer(app, { script, args, env: { NODE_ENV: 'development' } });
  });
  afterAll(() => server?.close());

  it.each(readmes)('starts a subscription with the first example of $page, pasted', async ({ page, ...shown }) => {
    await writeFile(join(app, 'app/page.tsx'), firstExample(page));
    await buyInBrowser(browser, server.url, { ...shown, expected: isForDevelopers });
  });
});

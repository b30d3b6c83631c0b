import { join } from 'node:path';
import type { Browser, ConsoleMessage } from 'playwright';
import { buyInBrowser, words } from './buyInBrowser.js';
import type { Report } from './createReport.js';
import { runCommand } from './runCommand.js';
import { scratchApp } from './scratchApp.js';
import { type ServedFolder, serveFolder } from './serveFolder.js';
import { serveNext } from './serveNext.js';
import { serveStrict } from './serveStrict.js';

export interface AppContext {
  readonly root: string;
  readonly folder: string;
  readonly report: Report;
  readonly browser: () => Promise<Browser>;
}

interface Job {
  readonly serve: (folder: string) => Promise<ServedFolder>;
  /** What may be written to the console. */
  readonly expected?: (message: ConsoleMessage) => boolean;
}

/** The apps of `test/package`, by the name of their folder. */
export const apps: Readonly<Record<string, (context: AppContext) => Promise<void>>> = {
  node: checkNode,
  typescript: checkTypescript,
  'vite-react-19': async (context) => {
    await checkVite(context, 'vite-react-19', {
      'the main job, the fake SDK loaded by a script tag': { serve: serveFolder },
      'the same under a strict content security policy': { serve: serveStrict, expected: isSdkStyle },
    });
  },
  'vite-react-18': (context) =>
    checkVite(context, 'vite-react-18', { 'the main job, the fake SDK bundled': { serve: serveFolder } }),
  'next-app': checkNext,
};

/** The real SDK adds a `<style>` to the page, and so does the fake; a policy without inline styles blocks both. */
function isSdkStyle(message: ConsoleMessage): boolean {
  return message.text().includes('inline style') && message.location().url.includes('fake-iamport');
}

async function checkNode({ root, folder, report }: AppContext): Promise<void> {
  const app = await scratchApp(root, folder, 'node');
  await report.check('every entry imports without a window', () =>
    runCommand('node', ['importEntries.mjs'], { cwd: app }),
  );
  await report.check('the button renders on a server', () => runCommand('node', ['renderButton.mjs'], { cwd: app }));
}

async function checkTypescript({ root, folder, report }: AppContext): Promise<void> {
  const app = await scratchApp(root, folder, 'typescript');
  for (const resolution of ['bundler', 'node16', 'nodenext']) {
    await report.check(`types with moduleResolution ${resolution}`, () =>
      runCommand('npx', ['tsc', '-p', `tsconfig.${resolution}.json`], { cwd: app }).then(() => undefined),
    );
  }
}

async function checkVite(
  { root, folder, report, browser }: AppContext,
  name: string,
  jobs: Record<string, Job>,
): Promise<void> {
  const app = await scratchApp(root, folder, name);
  const isBuilt = await report.check('types and builds', () => runBuild(app));
  if (!isBuilt) return;
  for (const [job, { serve, expected }] of Object.entries(jobs)) {
    await report.check(job, async () => {
      const served = await serve(join(app, 'dist'));
      try {
        await buyInBrowser(await browser(), served.url, { expected });
      } finally {
        await served.close();
      }
    });
  }
}

async function checkNext({ root, folder, report, browser }: AppContext): Promise<void> {
  const app = await scratchApp(root, folder, 'next-app');
  const isBuilt = await report.check('types and builds', () => runBuild(app));
  if (!isBuilt) return;
  await report.check('the main job, from a server component that chose the language, and a route handler', async () => {
    const served = await serveNext(app);
    try {
      const html = await (await fetch(served.url)).text();
      for (const part of [words.en.subscribe, 'data-status="idle"', 'NHN KCP']) {
        if (!html.includes(part)) throw new Error(`The server did not render ${part}.`);
      }
      await buyInBrowser(await browser(), served.url, { language: 'en' });
    } finally {
      await served.close();
    }
  });
}

async function runBuild(app: string): Promise<void> {
  await runCommand('npm', ['run', 'build'], {
    cwd: app,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
}

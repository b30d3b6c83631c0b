import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type ConsoleMessage, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../scripts/chromiumPath.js';
import { serveFolder } from '../../scripts/serveFolder.js';
import { buyInBrowser } from './buyInBrowser.js';
import { firstExample, readmes } from './firstExample.js';
import { installApp } from './installApp.js';
import { run } from './run.js';
import { startServer } from './startServer.js';
import { isForDevelopers } from './watchPage.js';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumArgs });
});
afterAll(() => browser?.close());

/** As `npm create vite` writes it. */
const mountApp = `import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './index.css'
import App from './App.tsx'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
`;

/** The layout that it gives its page. */
const mountStyles = `#root {
  display: flex;
  flex-direction: column;
  width: 1126px;
  max-width: 100%;
  margin: 0 auto;
  text-align: center;
}
`;

const nonce = 'bm9uY2UtMDA3';
/** As strict as a payment page can have it: no inline script or style, no `eval`, no markup made from text. */
const policy = [
  "default-src 'none'",
  `script-src 'nonce-${nonce}' 'strict-dynamic'`,
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The real SDK adds a `<style>` to the page, and so does the fake; a policy without inline styles blocks both. */
function isSdkStyle(message: ConsoleMessage): boolean {
  return message.text().includes('inline style') && message.location().url.includes('fake-iamport');
}

describe('Node', () => {
  const app = installApp('node');
  it('imports every entry without a window', () => run('node', ['importEntries.mjs'], app));
  it('renders the button on a server', () => run('node', ['renderButton.mjs'], app));
});

describe('TypeScript', () => {
  const app = installApp('typescript');
  const compilers = ['typescript-5.4', 'typescript-5.9', 'typescript', 'typescript-7.0'];
  const resolutions = ['bundler', 'node16', 'nodenext'];
  it.each(compilers.flatMap((compiler) => resolutions.map((resolution) => [compiler, resolution])))(
    'finds the types with %s and moduleResolution %s',
    (compiler, resolution) =>
      run('node', [`node_modules/${compiler}/bin/tsc`, '-p', `tsconfig.${resolution}.json`], app),
  );
});

describe('Vite and React 19', () => {
  const app = installApp('vite-react-19');
  it('types and builds', () => run('npm', ['run', 'build'], app));

  it('does the main job, the fake SDK loaded by a script tag', async () => {
    const { url, close } = await serveFolder(join(app, 'dist'));
    await buyInBrowser(browser, url).finally(close);
  });

  it.each(readmes)('starts a subscription with the first example of $page, pasted', async ({ page, ...shown }) => {
    await writeFile(join(app, 'src/App.tsx'), firstExample(page));
    await writeFile(join(app, 'src/main.tsx'), mountApp);
    await writeFile(join(app, 'src/index.css'), mountStyles);
    const { url, close } = await startServer(app, {
      script: 'node_modules/vite/bin/vite.js',
      args: ['--host', '127.0.0.1', '--port', '{port}', '--strictPort'],
      env: { NODE_ENV: 'development' },
    });
    await buyInBrowser(browser, url, { ...shown, expected: isForDevelopers }).finally(close);
  });

  it('does it under a strict content security policy', async () => {
    const strict = join(app, 'strict');
    await cp(join(app, 'dist'), strict, { recursive: true });
    const page = await readFile(join(strict, 'index.html'), 'utf8');
    await writeFile(join(strict, 'index.html'), page.replaceAll('<script ', `<script nonce="${nonce}" `));
    const { url, close } = await serveFolder(strict, { 'content-security-policy': policy });
    await buyInBrowser(browser, url, { expected: isSdkStyle }).finally(close);
  });
});

describe('Vite and React 18', () => {
  const app = installApp('vite-react-18');
  it('types and builds', () => run('npm', ['run', 'build'], app));

  it('does the main job, the fake SDK bundled', async () => {
    const { url, close } = await serveFolder(join(app, 'dist'));
    await buyInBrowser(browser, url).finally(close);
  });
});

describe('Vite and PortOne V2', () => {
  const app = installApp('vite-over-v2');
  it('types and builds', () => run('npm', ['run', 'build'], app));

  it('holds the SDK of V2, and not the one of V1', async () => {
    const assets = join(app, 'dist/assets');
    const scripts = (await readdir(assets)).filter((file) => file.endsWith('.js'));
    const code = (await Promise.all(scripts.map((file) => readFile(join(assets, file), 'utf8')))).join('');
    expect(code).toContain('https://cdn.portone.io');
    expect(code).not.toContain('https://cdn.iamport.kr');
  });

  it('does the main job, the fake SDK bundled', async () => {
    const { url, close } = await serveFolder(join(app, 'dist'));
    await buyInBrowser(browser, url).finally(close);
  });
});

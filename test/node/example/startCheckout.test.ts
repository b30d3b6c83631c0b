import { type ChildProcess, spawn } from 'node:child_process';
import { access, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../examples/checkout/freePort.js';
import { startCheckout } from '../../../examples/checkout/startCheckout.js';
import { temporaryDatabase } from './openShop.js';

const start = fileURLToPath(new URL('../../../examples/checkout/start.ts', import.meta.url));

describe('startCheckout()', () => {
  it('serves the page, the backend behind it, the script and the payment page', async () => {
    const checkout = await startCheckout({ port: 0, databaseUrl: await temporaryDatabase() });
    onTestFinished(checkout.close);

    const page = await fetch(checkout.url);
    expect(await page.text()).toContain('<title>모두의 구독</title>');
    expect((await fetch(`${checkout.url}/main.tsx`)).status).toBe(200);

    const config = (await (await fetch(`${checkout.url}/api/config`)).json()) as { scriptUrl: string };
    expect(config).toMatchObject({ simulated: true, userCode: 'imp00000000' });
    const script = await fetch(config.scriptUrl);
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(await script.text()).toContain('request_pay');
    const paymentPage = await fetch(new URL('fake-payment-page.html', config.scriptUrl));
    expect(paymentPage.headers.get('content-type')).toContain('html');
  });

  it('serves no file but those of the page: not the database, by whatever name', async () => {
    // As by default, inside of the example's folder.
    const folder = fileURLToPath(new URL('../../../examples/checkout/.data', import.meta.url));
    await mkdir(folder, { recursive: true });
    const file = `${folder}/test-${process.pid}.db`;
    onTestFinished(async () => {
      for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true });
    });
    const checkout = await startCheckout({ port: 0, databaseUrl: `file:${file}` });
    onTestFinished(checkout.close);
    await access(file);
    const root = fileURLToPath(new URL('../../../', import.meta.url));

    for (const path of [
      `/@fs${file}`,
      `/@fs${file}?raw`,
      `/@fs${file}?import&raw`,
      `/@fs${file}?url`,
      `/@fs${file}?raw??`,
      `/@fs/${file}-wal`,
      `/@fs${root}package.json`,
      `/@fs${root}examples/checkout/server/session.ts`,
      `/../.data/test-${process.pid}.db`,
      `/%2e%2e/.data/test-${process.pid}.db`,
    ]) {
      const response = await fetch(checkout.url + path, { headers: { origin: 'http://localhost:9999' } });
      const text = await response.text();
      expect(text, path).not.toContain('SQLite format 3');
      expect(text, path).not.toContain('checkout_session');
      expect(text, path).not.toContain('"devDependencies"');
      expect(response.headers.get('access-control-allow-origin'), path).toBeNull();
    }
    // What the page is made of is served the same way.
    expect((await fetch(`${checkout.url}/@fs${root}src/index.ts`)).status).toBe(200);
  });
});

describe('freePort()', () => {
  it('passes over a port that somebody listens on', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve(Number(Object(taken.address()).port)));
    });
    onTestFinished(() => void taken.close());
    expect(await freePort(port)).toBeGreaterThan(port);
  });
});

describe('npm start', () => {
  it('prints the address, and ends cleanly when it is told to', async () => {
    const { child, output } = run({ PORT: '0', DATABASE_URL: await temporaryDatabase() });
    await output.until(/Ctrl\+C/);
    const url = /example\s+(http:\S+)/.exec(output.text())?.[1] ?? '';
    expect((await fetch(`${url}/api/config`)).status).toBe(200);
    expect(output.text()).toContain('no account, no network, no money');
    expect(output.text()).toContain('4242-4242-4242-4242');
    child.kill('SIGINT');
    expect(await output.exitCode).toBe(0);
  });

  it('names what is missing of an account, and starts nothing', async () => {
    const { output } = run({ IAMPORT_USER_CODE: 'imp12345678', IAMPORT_API_KEY: 'key' });
    expect(await output.exitCode).toBe(1);
    expect(output.text()).toMatch(/^IAMPORT_API_SECRET is missing/m);
  });

  it('says so when the port it was given is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void taken.close());
    const port = String(Object(taken.address()).port);
    const { output } = run({ PORT: port, DATABASE_URL: await temporaryDatabase() });
    expect(await output.exitCode).toBe(1);
    expect(output.text()).toContain(`Port ${port} is taken`);
  });
});

function run(env: Record<string, string>) {
  const child = spawn('node', ['--import', 'tsx', start], { env: { PATH: process.env.PATH ?? '', ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, output: readOutput(child) };
}

function readOutput(child: ChildProcess) {
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += String(chunk);
      for (const listener of listeners) listener();
    });
  }
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    exitCode,
    text: () => text,
    until: (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => pattern.test(text) && resolve();
        listeners.add(look);
        look();
        void exitCode.then(() => reject(new Error(`It ended without printing ${pattern}:\n${text}`)));
      }),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../examples/checkout/freePort.js';
import { startCheckout } from '../../../examples/checkout/startCheckout.js';
import { charge, temporaryDatabase, windowIssue } from './checkoutWorld.js';

const start = fileURLToPath(new URL('../../../examples/checkout/start.ts', import.meta.url));

describe('startCheckout()', () => {
  it('serves the page, the backend behind it, the script and the payment page', async () => {
    const checkout = await startCheckout({ port: 0, watch: false, databaseUrl: await temporaryDatabase() });
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

  it('charges what the window has reported, and answers the same after its backend was started again', async () => {
    const checkout = await startCheckout({ web: false, databaseUrl: await temporaryDatabase() });
    onTestFinished(checkout.close);
    await fetch(`${checkout.simulator?.url}/_window/issued`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(windowIssue),
    });
    const first = await charge(checkout.url);
    expect(first).toMatchObject({ httpStatus: 200, status: 'paid' });

    await checkout.stopBackend();
    await expect(charge(checkout.url)).rejects.toThrow();
    await checkout.restartBackend();
    expect(await charge(checkout.url)).toEqual(first);
    expect(checkout.simulator?.server.countCharges()).toBe(1);
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
    expect((await fetch(`${url}/api/plans`)).status).toBe(200);
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

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../examples/checkout/listen.js';
import { createFakeIamportServer, type FakeIamportServerOptions } from '../../../src/testing/server/index.js';
import { issued } from './fakeServer.js';

const AGAIN = 'POST /subscribe/payments/again';

/** A process of its own that takes a token and charges each order number it is given, one after the other. */
const merchant = `
  const [url, ...numbers] = process.argv.slice(1);
  async function post(path, body, token) {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: token }) };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json());
  }
  const login = await post('/users/getToken', { imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' });
  for (const merchant_uid of numbers) {
    const order = { customer_uid: 'customer1_card1', merchant_uid, amount: 9900, name: 'x' };
    const { code } = await post('/subscribe/payments/again', order, login.response.access_token);
    console.log(merchant_uid, code);
  }
`;

async function simulator(options?: FakeIamportServerOptions) {
  const server = createFakeIamportServer(options);
  server.registerIssued(issued());
  const listening = await listen(server.fetch);
  onTestFinished(() => {
    server.clearFaults();
    return listening.close();
  });
  return { server, url: listening.url };
}

function start(url: string, numbers: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', merchant, '--', url, ...numbers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function output(child: ChildProcess): Promise<string[]> {
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += String(chunk);
  });
  await once(child, 'close');
  return text.split('\n').filter(Boolean);
}

describe('one server for several processes', () => {
  it('charges each order number once, however many processes ask', async () => {
    const { server, url } = await simulator({ latency: 4 });
    const numbers = Array.from({ length: 20 }, (_, index) => `order${index}`);
    const outputs = await Promise.all([numbers, numbers, numbers].map((all) => output(start(url, all))));
    expect(server.countCharges()).toBe(20);
    const approved = outputs.flat().filter((line) => line.endsWith(' 0'));
    expect(new Set(approved).size).toBe(20);
    expect(approved).toHaveLength(20);
    expect(outputs.flat()).toHaveLength(60);
  });

  it.each([
    ['charged', true, 1],
    ['not charged', false, 0],
  ] as const)('outlives a process that is killed while it waits, %s', async (_, committed, charges) => {
    const { server, url } = await simulator();
    const fault = server.failNext({ route: AGAIN, kind: 'slow', committed });
    const child = start(url, ['order1']);
    const said = output(child);
    await fault.met;
    child.kill('SIGKILL');
    expect(await said).toEqual([]);
    await expect.poll(() => server.calls.at(-1)).toMatchObject({ merchantUid: 'order1', status: null, done: true });
    expect(server.countCharges()).toBe(charges);
    expect(await output(start(url, ['order1']))).toEqual([charges === 1 ? 'order1 1' : 'order1 0']);
    expect(server.countCharges()).toBe(1);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FaultHandle } from '../../../src/testing/server/index.js';
import { charge, checkoutWorld } from './checkoutWorld.js';

const AGAIN = 'POST /subscribe/payments/again';
const main = fileURLToPath(new URL('../../../examples/checkout/server/main.ts', import.meta.url));

describe('a backend that is killed in the middle of a charge', () => {
  it('finds the money it has taken, and takes none again', async () => {
    const world = await checkoutWorld();
    world.register();
    await killDuring(world, world.simulator.failNext({ route: AGAIN, kind: 'slow' }));
    expect(world.simulator.countCharges()).toBe(1);

    expect(await world.get('/api/charges/charge1')).toMatchObject({ status: 'paid' });
    expect(await world.charge()).toMatchObject({ httpStatus: 200, status: 'paid' });
    expect(world.simulator.countCharges()).toBe(1);
    expect(world.simulator.countCalls(AGAIN)).toBe(1);
  });

  it('waits until the lost call is over, then charges what was never charged', async () => {
    const world = await checkoutWorld();
    world.register();
    const fault = world.simulator.failNext({ route: AGAIN, kind: 'slow', committed: false });
    await killDuring(world, fault);
    expect(world.simulator.countCharges()).toBe(0);

    expect(await world.charge()).toMatchObject({ httpStatus: 503, error: { code: 'charge_unsettled' } });
    expect(world.simulator.countCharges()).toBe(0);
    world.later(120_000);
    expect(await world.charge()).toMatchObject({ httpStatus: 200, status: 'paid' });
    expect(world.simulator.countCharges()).toBe(1);
  });

  it('settles as soon as the lost call arrives after all', async () => {
    const world = await checkoutWorld();
    world.register();
    const fault = world.simulator.failNext({ route: AGAIN, kind: 'slow', committed: false });
    await killDuring(world, fault);
    expect(await world.charge()).toMatchObject({ httpStatus: 503 });

    fault.release();
    await vi.waitFor(() => expect(world.simulator.countCharges()).toBe(1));
    expect(await world.charge()).toMatchObject({ status: 'paid' });
    expect(world.simulator.countCalls(AGAIN)).toBe(1);
  });

  it('that is stopped and started again answers what it answered', async () => {
    const world = await checkoutWorld();
    world.register();
    const first = await world.charge();
    await world.backend.close();
    const again = await world.start();
    expect(await world.charge({}, again.url)).toEqual(first);
    expect(world.simulator.countCharges()).toBe(1);
  });
});

/** Runs the backend as a process of its own, asks it to charge, and kills it while i'mport holds the answer. */
async function killDuring(world: Awaited<ReturnType<typeof checkoutWorld>>, fault: FaultHandle): Promise<void> {
  const { process: backend, url } = await spawnBackend({
    IAMPORT_USER_CODE: world.config.userCode,
    IAMPORT_API_KEY: world.config.apiKey,
    IAMPORT_API_SECRET: world.config.apiSecret,
    IAMPORT_API_URL: world.config.apiUrl,
    DATABASE_URL: world.databaseUrl,
    PORT: '0',
  });
  const answer = charge(url);
  answer.catch(() => undefined);
  await fault.met;
  const ended = new Promise((resolve) => backend.once('exit', resolve));
  backend.kill('SIGKILL');
  await ended;
  await expect(answer).rejects.toThrow();
}

async function spawnBackend(env: Record<string, string>): Promise<{ process: ChildProcess; url: string }> {
  const { PATH = '' }: Readonly<Record<string, string | undefined>> = process.env;
  const child = spawn('node', ['--import', 'tsx', main], {
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { process: child, url };
  }
  throw new Error('The backend ended without saying where it listens.');
}

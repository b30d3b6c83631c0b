import { describe, expect, it } from 'vitest';
import { createDeclineLimit } from '../../src/server/charge/declineLimit.js';
import { memoryStore } from '../../src/server/index.js';
import { insert } from '../../src/server/store/Store.js';
import { tryOut } from './support/openCharges.js';
import { DAY, HOUR, START } from './support/payments.js';

describe('the limit of declined charges', () => {
  const now = START;

  /** Three a day, after these tries of mina. */
  async function limited(...tries: { status: string; startedAt?: number; callEndsAt?: number; number?: string }[]) {
    const store = memoryStore({ now: () => now });
    for (const [
      index,
      { number = `charge${index}`, startedAt = now - HOUR, callEndsAt = 0, status },
    ] of tries.entries()) {
      const row = { ...tryOut, tryId: `try${index}`, chargeMerchantUid: number, startedAt, callEndsAt };
      await store.commit([insert('tries', { ...row, status } as Parameters<typeof insert<'tries'>>[1])]);
    }
    const limit = createDeclineLimit({ store }, 3);
    return (number = 'next', customerId = 'mina') => limit({ customerId, number }, async () => 'done');
  }

  const refused = (retryAfterSeconds: number) => ({
    code: 'too_many_attempts',
    retryAfterSeconds,
    message: expect.stringMatching(/^3 charges of this customer were declined/),
  });

  it('lets through what is below it, and says when it is over', async () => {
    const declined = { status: 'declined' };
    expect(await (await limited(declined, declined))()).toBe('done');
    const many = await limited(
      { status: 'declined', startedAt: now - 3 * HOUR },
      { status: 'declined', startedAt: now - HOUR },
      { status: 'declined', startedAt: now - 2 * HOUR },
      { status: 'declined', startedAt: now - 5 * HOUR },
    );
    await expect(many()).rejects.toMatchObject(refused((21 * HOUR) / 1000));
    expect(await many('next', 'jun')).toBe('done');
  });

  it('counts those of a day, up to now', async () => {
    const two = [{ status: 'declined' }, { status: 'declined' }];
    await expect((await limited(...two, { status: 'declined', startedAt: now - DAY }))()).rejects.toMatchObject(
      refused(1),
    );
    await expect((await limited(...two, { status: 'declined', startedAt: now }))()).rejects.toThrow('declined');
    for (const startedAt of [now - DAY - 1, now + 1]) {
      expect(await (await limited(...two, { status: 'declined', startedAt }))()).toBe('done');
    }
  });

  it('is not hidden behind tries that were no decline', async () => {
    const lost = Array.from({ length: 9 }, () => ({ status: 'lost', startedAt: now - 1000 }));
    const declined = Array.from({ length: 3 }, () => ({ status: 'declined' }));
    await expect((await limited(...lost, ...declined))()).rejects.toMatchObject(refused((23 * HOUR) / 1000));
  });

  it('counts calls of others that are out, for a minute', async () => {
    const sent = { status: 'sent', callEndsAt: now + 1 };
    await expect((await limited(sent, sent, sent))()).rejects.toMatchObject(refused(60));
    expect(await (await limited(sent, sent, { ...sent, callEndsAt: now }))()).toBe('done');
    expect(await (await limited(sent, sent, { ...sent, status: 'paid' }))()).toBe('done');
    expect(await (await limited(sent, sent, { ...sent, number: 'next' }))('next')).toBe('done');
    await expect((await limited(sent, { status: 'declined' }, sent))()).rejects.toMatchObject(refused(60));
  });

  it('counts what this process is at, the same number once', async () => {
    const limit = createDeclineLimit({ store: memoryStore({ now: () => now }) }, 3);
    const ends: (() => void)[] = [];
    const hold = (number: string, customerId = 'mina') =>
      limit({ customerId, number }, () => new Promise<void>((resolve) => ends.push(resolve)));
    const held = [hold('a'), hold('a'), hold('b'), hold('c'), hold('a', 'jun')];
    const next = () => limit({ customerId: 'mina', number: 'd' }, async () => 'done');
    await expect(next()).rejects.toMatchObject(refused(60));
    ends[0]?.();
    await held[0];
    await expect(next()).rejects.toMatchObject(refused(60));
    ends[2]?.();
    await held[2];
    expect(await next()).toBe('done');
    for (const end of ends) end();
    await Promise.all(held);
    expect(await next()).toBe('done');
  });

  it('may be none: then nobody counts', async () => {
    const store = { ...memoryStore(), find: () => Promise.reject(new Error('asked')) };
    const limit = createDeclineLimit({ store }, Number.POSITIVE_INFINITY);
    expect(await limit({ customerId: 'mina', number: 'a' }, async () => 'done')).toBe('done');
  });
});

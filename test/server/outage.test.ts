import { afterEach, expect, it, vi } from 'vitest';
import { inBatches, TURN, visitReachable } from '../../src/server/outage.js';

const row = (gateway: string, account: string, id: number) => ({ gateway, account, id });

afterEach(() => {
  vi.restoreAllMocks();
});

it('a gateway that does not answer three times in a row is left alone, and the others are not', async () => {
  const due = [1, 2, 3, 4, 5].flatMap((id) => [
    row('iamport', 'a', id),
    row('iamport', 'b', id),
    row('portone', 'a', id),
  ]);
  const visited: string[] = [];
  const visit = async ({ gateway, account, id }: (typeof due)[number]) => {
    visited.push(`${gateway} ${account} ${id}`);
    return account === 'b' || gateway === 'portone';
  };
  expect(await visitReachable(due, visit)).toBe(false);
  expect(visited.filter((one) => one.startsWith('iamport a'))).toHaveLength(3);
  expect(visited).toHaveLength(13);
});

it('an answer in between begins the count anew, and all were visited', async () => {
  const due = [1, 2, 3, 4, 5, 6].map((id) => row('iamport', 'a', id));
  const visited: number[] = [];
  const visit = async ({ id }: (typeof due)[number]) => {
    visited.push(id);
    return id === 3 || id === 6;
  };
  expect(await visitReachable(due, visit)).toBe(true);
  expect(visited).toHaveLength(6);
});

it('batches follow each other as long as they are full and it makes sense to go on', async () => {
  const run = async (...batches: { due: number; goOn: boolean }[]) => {
    let made = 0;
    const all = await inBatches(10, async () => batches[made++] ?? { due: 0, goOn: true });
    return [all, made];
  };
  expect(await run({ due: 10, goOn: true }, { due: 10, goOn: true }, { due: 9, goOn: true })).toEqual([29, 3]);
  expect(await run({ due: 10, goOn: true }, { due: 10, goOn: false }, { due: 9, goOn: true })).toEqual([20, 2]);
});

it('no batch is begun after a minute: other work has its turn', async () => {
  let at = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => at);
  vi.spyOn(Date, 'now').mockImplementation(() => at);
  let made = 0;
  const batch = async () => {
    made += 1;
    at += TURN / 2;
    return { due: 10, goOn: true };
  };
  expect(await inBatches(10, batch)).toBe(30);
  expect(made).toBe(3);
});

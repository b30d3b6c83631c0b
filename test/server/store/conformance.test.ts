import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStore, type Store, sqliteStore, storeConformance } from '../../../src/server/index.js';
import { temporaryDatabase } from '../support/shop.js';

describe('memoryStore', () => {
  // Two stores in memory are two databases, so that a "process" is the same store once more.
  const store = memoryStore();
  for (const { name, run } of storeConformance({ open: () => store })) it(name, run);
});

describe('sqliteStore', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'billing-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const open = (): Store => sqliteStore({ url: `file:${join(folder, 'billing.db')}` });
  for (const { name, run } of storeConformance({ open })) it(name, run);

  it('keeps what it wrote for the next one who opens it', async () => {
    const file = await temporaryDatabase();
    const first = sqliteStore({ url: file });
    await first.open();
    await first.close();
    const second = sqliteStore({ url: file });
    await second.open();
    expect(await second.get('cards', 'nobody')).toBeNull();
    await second.close();
  });
});

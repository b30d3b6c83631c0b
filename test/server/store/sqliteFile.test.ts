import fs, { copyFile, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@libsql/client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sqliteStore } from '../../../src/server/index.js';
import { insert, update } from '../../../src/server/store/Store.js';
import { card } from '../support/openCharges.js';

async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'billing-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const { version: _, ...row } = card;

/** A store on a file that has a card in it. */
async function openStore(options: Partial<Parameters<typeof sqliteStore>[0]> = {}) {
  const file = join(await temporaryFolder(), 'billing.db');
  const store = sqliteStore({ url: `file:${file}`, ...options });
  onTestFinished(() => store.close());
  await store.open();
  await store.commit([insert('cards', row)]);
  return { file, store };
}

it.each([
  ['/한글 폴더/billing.db', '한글 폴더/billing.db'],
  ['/with a space/billing.db', 'with a space/billing.db'],
  ['/with%20a%20space/billing.db', 'with a space/billing.db'],
  ['/with/a/folder/billing.db?tls=0', 'with/a/folder/billing.db'],
  ['/two//slashes/billing.db', 'two/slashes/billing.db'],
])('a file at %s is made there, and names the database', async (written, name) => {
  const folder = await temporaryFolder();
  const store = sqliteStore({ url: `file:${folder}${written}` });
  await store.open();
  expect(await readdir(join(folder, name, '..'))).toContain('billing.db');
  expect(await store.identity()).toBe(`sqlite:${folder}/${name}`);
  await store.close();
});

it('a file whose address nobody can read is a mistake that is told at once', () => {
  const wrong = expect.objectContaining({ code: 'invalid_configuration', field: 'url' });
  expect(() => sqliteStore({ url: 'file:100%/billing.db' })).toThrow(wrong);
});

it('a mistake in the options is told with what was written, and what is to be written', () => {
  expect(() => sqliteStore({ url: 'billing.db' })).toThrow(
    /^sqliteStore: url is "billing.db"\. Give .*file:billing\.db/,
  );
  expect(() => sqliteStore({ url: 'file:billing.db', timeout: -1 })).toThrow(/^sqliteStore: timeout /);
});

it('without its client it names the package to install', async () => {
  vi.doMock('@libsql/client', () => {
    throw new Error('Cannot find package');
  });
  onTestFinished(() => void vi.doUnmock('@libsql/client'));
  const store = sqliteStore({ url: `file:${join(await temporaryFolder(), 'billing.db')}` });
  await expect(store.open()).rejects.toThrow(/^sqliteStore needs the package @libsql\/client, /);
});

it('a file that is gone is named by its address', async () => {
  const { file, store } = await openStore();
  await rm(file);
  expect(await store.identity()).toBe(`sqlite:${file}`);
});

it('a file is the same database by whichever address it is opened', async () => {
  const { file, store } = await openStore();
  const link = join(await temporaryFolder(), 'link.db');
  await fs.symlink(file, link);
  for (const url of [`file://${file}`, `file://localhost${file}`, `file:${link}`]) {
    const other = sqliteStore({ url });
    expect(await other.get('cards', row.cardId)).toEqual(card);
    expect(await other.identity()).toBe(await store.identity());
    await other.close();
  }
});

it('a database that is closed is its file alone: a copy of that has everything', async () => {
  const { file, store } = await openStore();
  await store.close();
  await copyFile(file, `${file}.copy`);
  const copy = sqliteStore({ url: `file:${file}.copy` });
  expect(await copy.get('cards', row.cardId)).toEqual(card);
  await copy.close();
});

it('what a card is charged for is on the disk first, also where the power fails', async () => {
  const { file } = await openStore();
  // 18 and 19 of the header say whether it is written ahead.
  expect([...(await readFile(file)).subarray(18, 20)]).toEqual([2, 2]);
});

describe('a disk of another machine, where no lock holds', () => {
  function diskIs(type: number): void {
    vi.spyOn(fs, 'statfs').mockResolvedValue({ type } as never);
    syncBuiltinESMExports();
    onTestFinished(() => {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    });
  }

  it.each([
    ['NFS', 0x6969],
    ['SMB', 0x517b],
    ['CIFS', 0xff534d42],
    ['SMB2', 0xfe534d42],
  ])('is refused: %s', async (_, type) => {
    const url = `file:${join(await temporaryFolder(), 'billing.db')}`;
    diskIs(type);
    const store = sqliteStore({ url });
    const message = expect.stringContaining('is on a network disk');
    await expect(store.open()).rejects.toMatchObject({ code: 'network_disk', field: 'url', message });
    await store.close();
    for (const allowNetworkDisk of [false, 'yes' as never]) {
      const other = sqliteStore({ url, allowNetworkDisk });
      await expect(other.open()).rejects.toMatchObject({ code: 'network_disk' });
      await other.close();
    }
  });

  it('is asked about again with the next question: it may be another one by then', async () => {
    const store = sqliteStore({ url: `file:${join(await temporaryFolder(), 'billing.db')}` });
    onTestFinished(() => store.close());
    diskIs(0x6969);
    await expect(store.open()).rejects.toMatchObject({ code: 'network_disk' });
    vi.restoreAllMocks();
    syncBuiltinESMExports();
    await expect(store.open()).resolves.toBeUndefined();
  });

  it('is taken where the host says that one process is all there is', async () => {
    const url = `file:${join(await temporaryFolder(), 'billing.db')}`;
    diskIs(0x6969);
    const store = sqliteStore({ url, allowNetworkDisk: true });
    await expect(store.open()).resolves.toBeUndefined();
    await store.close();
  });
});

describe('a file that somebody else writes to', () => {
  it('is waited for, and what was to be written is', async () => {
    const { file, store } = await openStore({ timeout: 1 });
    const other = createClient({ url: `file:${file}` });
    const writing = await other.transaction('write');
    const close = vi.spyOn(Object.getPrototypeOf(other), 'close');
    onTestFinished(() => void close.mockRestore());
    const done = store.commit([update('cards', card, { name: 'late' })]);
    // It was refused: the client that was told so is thrown away, and another one tries.
    await vi.waitFor(() => expect(close).toHaveBeenCalled());
    await writing.rollback();
    expect(await done).toBe(true);
    other.close();
    expect(await store.get('cards', row.cardId)).toMatchObject({ name: 'late', version: 2 });
  });

  it('for too long is an error, writes nothing, and is used again', async () => {
    const { file, store } = await openStore({ timeout: 1 });
    const other = createClient({ url: `file:${file}` });
    const writing = await other.transaction('write');
    const change = [update('cards', card, { name: 'late' })];
    await expect(store.commit(change)).rejects.toThrow(/SQLITE_BUSY|locked/);
    await expect(store.commit([...change, insert('cards', { ...row, cardId: 'card2' })])).rejects.toThrow();
    await writing.rollback();
    other.close();
    expect(await store.get('cards', row.cardId)).toEqual(card);
    expect(await store.commit(change)).toBe(true);
  });
});

it('a file that is no database is an error, and is opened again once it is one', async () => {
  const { file, store } = await openStore();
  await store.close();
  const good = await readFile(file);
  await writeFile(file, 'This is no database, and it is long enough to be read as the header of one. '.repeat(9));
  const broken = sqliteStore({ url: `file:${file}` });
  const other = createClient({ url: `file:${file}` });
  const close = vi.spyOn(Object.getPrototypeOf(other), 'close');
  onTestFinished(() => void close.mockRestore());
  await expect(broken.get('cards', row.cardId)).rejects.toThrow(/NOTADB|not a database/);
  // Waiting makes no database of it.
  expect(close).toHaveBeenCalledTimes(1);
  await writeFile(file, good);
  expect(await broken.get('cards', row.cardId)).toEqual(card);
  await broken.close();
});

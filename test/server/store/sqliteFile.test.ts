import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../../../src/server/index.js';

it.each([
  ['한글 폴더', '한글 폴더'],
  ['with a space', 'with a space'],
  ['with%20a%20space', 'with a space'],
])('a file in the folder %s is made there, and names the database', async (written, name) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'billing-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const store = sqliteStore({ url: `file:${folder}/${written}/billing.db` });
  await store.open();
  expect(await readdir(folder)).toEqual([name]);
  expect(await store.identity()).toBe(`sqlite:${folder}/${name}/billing.db`);
  await store.close();
});

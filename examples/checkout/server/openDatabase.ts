import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@libsql/client';

/** Opens the SQLite file at `url` (`file:…`), creating the file and its tables when they are not there. */
export async function openDatabase(url: string): Promise<Client> {
  if (url.startsWith('file:')) await mkdir(dirname(filePath(url)), { recursive: true });
  const database = createClient({ url });
  await database.executeMultiple(`
    PRAGMA journal_mode = WAL;
    PRAGMA busy_timeout = 5000;
    -- A row that says "pending" has to be on the disk before the card is charged.
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
  `);
  await database.executeMultiple(await readFile(new URL('./schema.sql', import.meta.url), 'utf8'));
  return database;
}

function filePath(url: string): string {
  return url.startsWith('file:/') ? fileURLToPath(url) : url.slice('file:'.length);
}

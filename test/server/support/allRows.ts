import { createClient } from '@libsql/client';

/** Every row of every table of an SQLite file, as it lies there. */
export async function allRows(url: string): Promise<{ table: string; row: Readonly<Record<string, unknown>> }[]> {
  const client = createClient({ url });
  const { rows: names } = await client.execute(`SELECT name FROM sqlite_master WHERE type = 'table'`);
  const found = [];
  for (const { name } of names) {
    const { rows } = await client.execute(`SELECT * FROM ${name}`);
    found.push(...rows.map((row) => ({ table: String(name), row: { ...row } })));
  }
  client.close();
  return found;
}

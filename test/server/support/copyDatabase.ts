import { createClient } from '@libsql/client';

/** A backup, as `sqlite3 .backup` makes one of a database that is in use. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const client = createClient({ url: from });
  await client.execute({ sql: 'VACUUM INTO ?', args: [to.slice('file:'.length)] });
  client.close();
}

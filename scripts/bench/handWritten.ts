import { createClient } from '@libsql/client';
import pg from 'pg';

/** The numbers of an order, as the page sends them. */
export interface Claim {
  readonly merchantUid: string;
  readonly customerUid: string;
  readonly chargeMerchantUid: string;
  readonly impUid: string;
}

/** The route that the kit's is measured beside. */
export interface HandWritten {
  charge(claim: Claim): Promise<void>;
  look(chargeMerchantUid: string): Promise<void>;
  close(): Promise<void>;
}

interface Database {
  run(sql: string, values: string[]): Promise<number>;
  close(): Promise<void>;
}

/** As a host writes it by hand: verify, charge, insert. What breaks in between is lost. */
export async function handWritten({
  name,
  url,
  apiUrl,
}: {
  readonly name: string;
  readonly url: string;
  readonly apiUrl: string;
}): Promise<HandWritten> {
  const database = name === 'SQLite' ? await openSqlite(url) : openPostgres(url);
  await database.run('CREATE TABLE IF NOT EXISTS by_hand (id TEXT PRIMARY KEY, imp_uid TEXT, status TEXT)', []);
  const login = { imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' };
  let token = '';
  token = (await call('POST', '/users/getToken', login)).access_token ?? '';

  async function call(method: string, path: string, body?: object): Promise<Record<string, string>> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${apiUrl}${path}`, { method, headers, ...init });
    return ((await response.json()) as { response: Record<string, string> }).response;
  }

  return {
    async charge({ merchantUid, customerUid, chargeMerchantUid, impUid }) {
      const [issue] = await Promise.all([
        call('GET', `/payments/${impUid}?include_sandbox=true`),
        call('GET', `/subscribe/customers/${customerUid}`),
      ]);
      if (issue.merchant_uid !== merchantUid) throw new Error('It is of another order.');
      const order = { customer_uid: customerUid, merchant_uid: chargeMerchantUid, amount: 9900, name: '모두의 구독' };
      const { imp_uid = '', status = '' } = await call('POST', '/subscribe/payments/again', order);
      if (status !== 'paid') throw new Error('It was declined.');
      await database.run('INSERT INTO by_hand (id, imp_uid, status) VALUES (?, ?, ?)', [
        chargeMerchantUid,
        imp_uid,
        status,
      ]);
    },
    async look(chargeMerchantUid) {
      const rows = await database.run('SELECT * FROM by_hand WHERE id = ?', [chargeMerchantUid]);
      if (rows !== 1) throw new Error('It is not there.');
    },
    close: () => database.close(),
  };
}

async function openSqlite(url: string): Promise<Database> {
  const client = createClient({ url, concurrency: 1 });
  await client.execute('PRAGMA synchronous = FULL');
  return {
    run: async (sql, args) => (await client.execute({ sql, args })).rows.length,
    close: async () => client.close(),
  };
}

function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 16 });
  return {
    async run(sql, values) {
      let count = 0;
      const numbered = sql.replace(/\?/g, () => {
        count += 1;
        return `$${count}`;
      });
      return (await pool.query(numbered, values)).rows.length;
    },
    close: () => pool.end(),
  };
}

/** The backend alone, for a real account or a simulator elsewhere: `IAMPORT_…`, `DATABASE_URL` and `PORT` say which. */
import { type Environment, readConfig } from './readConfig.js';
import { startBackend } from './startBackend.js';

const env: Environment = process.env;
const config = readConfig(env);
if (config === null) {
  throw new Error(
    'The backend alone needs an account: set IAMPORT_USER_CODE, IAMPORT_API_KEY and IAMPORT_API_SECRET. Without one, `npm start` runs it on the simulator.',
  );
}
const { DATABASE_URL, PORT, CHARGE_DEADLINE_MS } = env;
const backend = await startBackend({
  config,
  databaseUrl: DATABASE_URL ?? 'file:examples/checkout/.data/checkout.db',
  port: Number(PORT ?? 8787),
  ...(CHARGE_DEADLINE_MS === undefined ? {} : { chargeDeadline: Number(CHARGE_DEADLINE_MS) }),
});
console.log(`Backend: ${backend.url}`);

/** The backend alone, for a real account or a simulator elsewhere: `IAMPORT_…`, `DATABASE_URL` and `PORT` say which. */
import { databaseOf, type Environment, readConfig } from '../readConfig.js';
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
  databaseUrl: DATABASE_URL ?? databaseOf(config),
  port: Number(PORT ?? 8787),
  chargeDeadline: CHARGE_DEADLINE_MS === undefined ? undefined : Number(CHARGE_DEADLINE_MS),
});
console.log(`Backend: ${backend.url}`);

/** `npm start`: the whole example with one command. Without an account in the environment, i'mport is simulated. */
import { relative } from 'node:path';
import { fakeCards } from '../../src/testing/index.js';
import { type Environment, readConfig } from './readConfig.js';
import { startCheckout } from './startCheckout.js';
import { readPortOneConfig } from './v2/readPortOneConfig.js';
import { startV2 } from './v2/startV2.js';

const env: Environment = process.env;

/** `npm start -- --v2`: the same shop over PortOne V2. */
async function runV2(): Promise<void> {
  const v2 = await startV2({ config: readPortOneConfig(env), ...(env.PORT ? { port: Number(env.PORT) } : {}) });
  console.log(`
  react-billing-key example    ${v2.url}

  Backend     ${v2.backendUrl}, made of the server kit
  PortOne V2  ${v2.simulator ? `simulated at ${v2.simulator.url}: no store, no network, no money` : 'the real one, with your store'}

  Ctrl+C stops everything.
`);
  closeOnSignal(v2.close);
}

function closeOnSignal(close: () => Promise<void>): void {
  let isClosing = false;
  const stop = async () => {
    // A second Ctrl+C does not wait.
    if (isClosing) process.exit(1);
    isClosing = true;
    await close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

async function runV1(): Promise<void> {
  const checkout = await startCheckout({
    config: readConfig(env),
    ...(env.PORT ? { port: Number(env.PORT) } : {}),
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
  });

  const { simulator, databaseUrl } = checkout;
  const lines = [
    '',
    `  react-billing-key example    ${checkout.url}`,
    '',
    `  Backend     ${checkout.backendUrl}`,
    `  Database    ${nameOf(databaseUrl)}`,
    simulator === null
      ? "  i'mport     the real one, with your account"
      : `  i'mport     simulated at ${simulator.url}: no account, no network, no money`,
    ...(simulator === null
      ? []
      : ['', '  Test cards', ...fakeCards.map((card) => `    ${card.number}  ${card.behaviour}`)]),
    '',
    '  Ctrl+C stops everything.',
    '',
  ];
  console.log(lines.join('\n'));

  closeOnSignal(checkout.close);
}

/** Without the password that the address of a PostgreSQL has in it. */
function nameOf(databaseUrl: string): string {
  if (databaseUrl.startsWith('file:')) return relative(process.cwd(), databaseUrl.slice('file:'.length));
  const { protocol, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${host}${pathname}`;
}

try {
  await (process.argv.includes('--v2') ? runV2() : runV1());
} catch (error) {
  console.error(error instanceof Error ? `\n${error.message}\n` : error);
  process.exit(1);
}

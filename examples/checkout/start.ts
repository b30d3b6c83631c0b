/** `npm start`: the whole example with one command. Without an account in the environment, i'mport is simulated. */
import { relative } from 'node:path';
import { fakeCards } from '../../src/testing/index.js';
import { type Environment, readConfig } from './server/readConfig.js';
import { startCheckout } from './startCheckout.js';

const env: Environment = process.env;

try {
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
    `  Database    ${relative(process.cwd(), databaseUrl.replace(/^file:/, ''))}`,
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

  let isClosing = false;
  const stop = async () => {
    // A second Ctrl+C does not wait.
    if (isClosing) process.exit(1);
    isClosing = true;
    await checkout.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
} catch (error) {
  console.error(error instanceof Error ? `\n${error.message}\n` : error);
  process.exit(1);
}

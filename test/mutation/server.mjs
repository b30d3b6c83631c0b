import { fileURLToPath } from 'node:url';
import { mutationRun } from './mutationRun.mjs';

// Not what a PostgreSQL would have to run for, and not the cases that the kit gives to those who write a store.
const { vitest: _, ...run } = mutationRun('server', [
  'src/server/**/*.ts',
  '!src/server/store/{postgresStore,storeConformance}.ts',
  '!src/**/index.ts',
]);

export default {
  ...run,
  testRunner: 'inProcess',
  plugins: [fileURLToPath(new URL('inProcess/runner.mjs', import.meta.url))],
  inProcess: {
    folders: ['test/server'],
    // Not what needs PostgreSQL or other processes, and not what takes long to try at once what the others try one by one.
    without: [
      'test/server/processes/',
      'test/server/store/postgres.test.ts',
      'test/server/store/restart.test.ts',
      'test/server/store/plans.test.ts',
      'test/server/fuzz.test.ts',
      'test/server/subscription/year.test.ts',
      'test/server/subscription/stateTable.test.ts',
    ],
    withoutTests: ['#one tick does all that has come due', '#a flood does not wait for a gateway that hangs once'],
    env: { MODEL_SEQUENCES: '300' },
  },
};

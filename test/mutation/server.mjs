import { mutationRun } from './mutationRun.mjs';

// Not what a PostgreSQL would have to run for, and not the cases that the kit gives to those who write a store.
export default mutationRun('server', [
  'src/server/**/*.ts',
  '!src/server/store/{postgresStore,storeConformance,conformanceRows}.ts',
  '!src/**/index.ts',
]);

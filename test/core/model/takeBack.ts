import { spawnSync } from 'node:child_process';
import { fixes } from './fixes.js';

/** Takes back one fix after the other, and shows that the generated sequences miss it. `npx tsx test/core/model/takeBack.ts` */
const missed = fixes.map(({ name }) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/core/model/takeBack.config.ts'],
    { env: { ...process.env, TAKE_BACK: name, NO_COLOR: '1' }, encoding: 'utf8' },
  );
  const [, after] = /Property failed after (\d+) tests/.exec(stdout + stderr) ?? [];
  const [, broken] = /\+ {3}"(.*)",/.exec(stdout + stderr) ?? [];
  const isFound = status !== 0 && after !== undefined;
  console.log(`${isFound ? `missed after ${after} sequences, as "${broken}"` : 'NOT missed'}: ${name}`);
  return isFound;
});
process.exitCode = missed.every(Boolean) ? 0 : 1;

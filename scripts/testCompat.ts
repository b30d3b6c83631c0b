import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The types, and the tests that have to do with React, on the oldest React and TanStack Query of our peer range. */

const root = fileURLToPath(new URL('..', import.meta.url));

run('npm', ['ci', '--prefix', 'test/compat/oldest', '--prefer-offline', '--no-audit', '--no-fund']);
run('npx', ['tsc', '--noEmit', '-p', 'test/compat']);
run('npx', ['vitest', 'run', '--config', 'test/compat/vitest.config.ts', ...process.argv.slice(2)]);

function run(command: string, args: string[]): void {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

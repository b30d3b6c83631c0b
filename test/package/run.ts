import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program to its end and returns what it printed. Rejects with all its output when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { cwd, env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env } };
  return promisify(execFile)(command, args, { ...options, maxBuffer: 50_000_000, shell: process.platform === 'win32' })
    .then(({ stdout }) => stdout)
    .catch(({ message, stdout }: { message: string; stdout?: string }) => {
      throw new Error(`${message}\n${stdout ?? ''}`);
    });
}

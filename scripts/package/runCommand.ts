import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws with the end of its output, when it fails or takes longer than `timeout` ms
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, timeout = 180_000 }: { cwd: string; env?: NodeJS.ProcessEnv; timeout?: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      timeout,
    });
    let stdout = '';
    let all = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
      all += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      all += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}\n${all.slice(-3000)}`));
    });
  });
}

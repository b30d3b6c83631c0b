import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { runCommand } from './runCommand.js';

/** What bundlers and Node will stumble over. A suggestion counts as much as an error: none is left. */
export async function runPublint(tarball: string): Promise<void> {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true });
  if (messages.length > 0) throw new Error(messages.map((message) => formatMessage(message, pkg)).join('\n'));
}

/** Whether TypeScript finds the types that belong to what each module system loads. */
export async function runAttw(root: string, tarball: string): Promise<void> {
  const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { default: string }>;
  };
  // Stylesheets, pages, and scripts for a script tag are no modules.
  const noModules = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'string' || !target.default.endsWith('.js') ? [path.slice(2)] : [],
  );
  await runCommand(
    'npx',
    [
      'attw',
      tarball,
      '--profile',
      'esm-only',
      '--no-emoji',
      '--format',
      'ascii',
      '--exclude-entrypoints',
      ...noModules,
    ],
    { cwd: root },
  );
}

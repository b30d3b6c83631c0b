import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { serveFolder } from '../../scripts/serveFolder.js';

/** Serves the built Storybook while the pictures are taken. */
export default async function serveStorybook(): Promise<() => Promise<void>> {
  const folder = resolve(import.meta.dirname, '../../storybook-static');
  if (!existsSync(folder)) throw new Error('There is no Storybook to look at: run `npm run build-storybook` first.');
  const { url, close } = await serveFolder(folder);
  process.env.STORYBOOK_URL = url;
  return close;
}

import { readFile, writeFile } from 'node:fs/promises';
import { fillSections, sectionsOf } from './docs/fillSections.js';

/** Puts text into a section of a page. `npm run docs` then says it in Korean on the page’s twin. */
export async function writeSection(file: URL, name: string, text: string): Promise<void> {
  const page = await readFile(file, 'utf8');
  if (!sectionsOf(page).includes(name)) throw new Error(`${file.pathname} has no section <!-- write: ${name} -->.`);
  await writeFile(
    file,
    fillSections(page, (section) => (section === name ? text : undefined)),
  );
}

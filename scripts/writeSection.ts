import { readFile, writeFile } from 'node:fs/promises';

/** Puts text between `<!-- name:start -->` and `<!-- name:end -->` of a page, which stays as it is around them. */
export async function writeSection(file: URL, name: string, text: string): Promise<void> {
  const page = await readFile(file, 'utf8');
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file.pathname} has no ${start} … ${end}.`);
  await writeFile(file, `${page.slice(0, from + start.length)}\n\n${text.trim()}\n\n${page.slice(to)}`);
}

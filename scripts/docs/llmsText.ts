/**
 * `llms.txt`, which says to a program what there is to read: the first words of the README, the rules for assistants, and the
 * list of docs/README.md, led to from the root.
 */
export function llmsText(readme: string, docs: string): string {
  const [title, , about] = paragraphs(readme);
  const lists = docs.slice(docs.indexOf('\n## '));
  return [
    title,
    `> ${about?.replaceAll('\n', ' ')}`,
    'Before you write code with it, read [the rules for assistants](docs/assistants.md).',
    lists
      .trim()
      .replace(/\]\((?!\.\.\/)/g, '](docs/')
      .replaceAll('](../', ']('),
  ]
    .join('\n\n')
    .concat('\n');
}

const paragraphs = (text: string): string[] => text.split(/\n\n+/);

import { pageNotes } from './pageNotes.js';

/** Tells the developer what happened, why it matters and how to fix it, once a page. */
export function warnOnce(subject: string, what: string, why: string, fix: string): void {
  const { said } = pageNotes();
  if (said.has(subject)) return;
  said.add(subject);
  console.warn(`${what} ${why} ${fix}`);
}

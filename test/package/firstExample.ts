import { readFileSync } from 'node:fs';
import { readBlocks } from '../../scripts/docs/readBlocks.js';
import { en, ko } from '../../src/index.js';

interface Readme {
  readonly page: string;
  readonly language: 'ko' | 'en';
  /** What its page shows when the subscription has begun. */
  readonly receipt: string;
}

export const readmes: readonly Readme[] = [
  { page: 'README.md', language: 'en', receipt: en.status.succeeded },
  { page: 'README.ko.md', language: 'ko', receipt: ko.status.succeeded },
];

export function firstExample(page: string): string {
  const block = readBlocks(page, readFileSync(page, 'utf8')).find(({ files }) => files[0] === 'App.tsx');
  if (!block) throw new Error(`${page} shows no App.tsx.`);
  return block.code;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** What customers read in Korean: the catalogue, the example, the stories. */
const sources = ['src/core/messages', 'examples/checkout', 'stories'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|mdx)$/.test(path))
    .map((path) => join(folder, path)),
);

// Korean that a reader of services found odd, and what is said in its place: one thing has one name.
const names: readonly [odd: RegExp, said: string][] = [
  [/그만두기|그만뒀/, '취소, 취소했어요'],
  [/다른 카드로 (하기|해)/, '다른 카드로 결제하기, 다시 시도해'],
  [/고객센터에 알려/, '고객센터로 문의해'],
  [/모두 동의/, '전체 동의'],
  [/이미 처리한/, '이미 처리된'],
  [/매달/, '매월'],
  [/NHN KCP 정기결제|\(결제형\)/, '신용·체크카드, 네이버페이'],
  [/더는/, '더 이상'],
  [/이미 낸/, '결제한'],
  [/앞선 결제/, '이전 결제'],
  [/결제 이어서|이어서 결제해/, '이어서 결제하기'],
  [/손님/, '고객'],
];

describe.each(names)('in place of %s: %s', (odd) => {
  it('is said everywhere', () => {
    const found = sources.filter((path) => odd.test(readFileSync(join(root, path), 'utf8')));
    expect(found).toEqual([]);
  });
});

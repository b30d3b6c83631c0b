import { describe, expect, it } from 'vitest';
import { elsewhere } from './elsewhere.js';

const sources = import.meta.glob<string>('../{core,iamport,server,node,browser,e2e}/**/*.{test,spec}.{ts,tsx}', {
  query: '?raw',
  import: 'default',
});

describe('what belongs to i’mport’s behaviour and is not in window.IMP', () => {
  it.each(elsewhere)('$claim', async ({ file, title }) => {
    const source = await sources[`../${file}`]?.();
    expect(source, `test/${file} is the proof of this claim`).toContain(title);
  });
});

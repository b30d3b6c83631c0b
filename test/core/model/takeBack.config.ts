import { defineConfig } from 'vitest/config';
import { fixes } from './fixes.js';

const fix = fixes.find(({ name }) => name === process.env.TAKE_BACK);

/** The generated sequences, on sources without one of the fixes. */
export default defineConfig({
  plugins: [
    {
      name: 'take-back',
      transform(code, id) {
        const lines = fix?.lines.filter(({ file }) => id.endsWith(file)) ?? [];
        return lines.reduce((text, { was, is }) => {
          if (!text.includes(was)) throw new Error(`${id} has no "${was}" to take back.`);
          return text.replaceAll(was, is);
        }, code);
      },
      enforce: 'pre',
    },
  ],
  test: { include: ['test/core/attempt/model.test.ts'], setupFiles: ['test/support/withoutReact.ts'] },
});

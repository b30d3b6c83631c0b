import { copyFileSync, mkdirSync } from 'node:fs';

/** The stylesheet goes out as it is written: nothing in it needs a build. */
const from = new URL('../src/styles.css', import.meta.url);
const to = new URL('../dist/styles.css', import.meta.url);

mkdirSync(new URL('.', to), { recursive: true });
copyFileSync(from, to);

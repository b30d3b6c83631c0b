// Imports every entry in a world whose window tells who reached for it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const touched = [];
for (const name of ['window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'location', 'history']) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      const caller = new Error('touched').stack.split('\n')[2] ?? '';
      if (caller.includes('/node_modules/react-billing-key/')) touched.push(`${name}:${caller.trim()}`);
      return undefined;
    },
  });
}

const { name, exports } = JSON.parse(
  await readFile(new URL(import.meta.resolve('react-billing-key/package.json')), 'utf8'),
);
const entries = Object.entries(exports).flatMap(([path, target]) =>
  target.default?.endsWith('.js') ? [name + path.slice(1)] : [],
);
for (const entry of entries) {
  const exported = Object.keys(await import(entry));
  // The types of `window.IMP` are all there is in that one.
  assert.ok(exported.length > 0 || entry.endsWith('/iamport-global'), `${entry} exports nothing`);
}
assert.deepEqual(touched, [], 'an import reached for the browser');
console.log(`${entries.length} entries`);

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const banner = `/*!
 * fake-iamport.js: a SIMULATED i'mport payment SDK for tests and demos. It registers no card and issues no billing key.
 * Never load it on a page where customers pay.
 */`;

const paymentPage = fileURLToPath(new URL('./src/testing/script/fake-payment-page.html', import.meta.url));

/** The fake SDK as one script for a script tag, and the payment page that phones are sent to, beside it. */
export default defineConfig({
  plugins: [
    {
      name: 'payment-page',
      async generateBundle() {
        this.emitFile({
          type: 'asset',
          fileName: 'fake-payment-page.html',
          source: await readFile(paymentPage, 'utf8'),
        });
      },
    },
  ],
  build: {
    copyPublicDir: false,
    emptyOutDir: false,
    minify: false,
    lib: {
      entry: 'src/testing/script/fakeIamportScript.ts',
      formats: ['iife'],
      name: 'fakeIamportScript',
      fileName: () => 'fake-iamport.js',
    },
    rolldownOptions: { output: { banner } },
  },
});

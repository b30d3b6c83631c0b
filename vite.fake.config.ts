import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Two scripts, one build each, as a script for a script tag is one file: `vite build -c vite.fake.config.ts --mode portone`. */
const scripts = {
  iamport: {
    name: 'fakeIamportScript',
    folder: './src/testing/script',
    sdk: "i'mport",
    file: 'fake-iamport.js',
    page: 'fake-payment-page.html',
  },
  portone: {
    name: 'fakePortOneScript',
    folder: './src/testing/portone/script',
    sdk: 'PortOne V2',
    file: 'fake-portone.js',
    page: 'fake-portone-payment-page.html',
  },
};

/** The fake SDK as one script for a script tag, and the payment page that phones are sent to, beside it. */
export default defineConfig(({ mode }) => {
  const { name, folder, sdk, file, page } = mode === 'portone' ? scripts.portone : scripts.iamport;
  const banner = `/*!
 * ${file}: a SIMULATED ${sdk} payment SDK for tests and demos. It registers no card and issues no billing key.
 * Never load it on a page where customers pay.
 */`;
  const paymentPage = fileURLToPath(new URL(`${folder}/${page}`, import.meta.url));
  return {
    plugins: [
      {
        name: 'payment-page',
        async generateBundle() {
          this.emitFile({ type: 'asset', fileName: page, source: await readFile(paymentPage, 'utf8') });
        },
      },
    ],
    build: {
      copyPublicDir: false,
      emptyOutDir: false,
      minify: false,
      lib: { entry: `${folder}/${name}.ts`, formats: ['iife'], name, fileName: () => file },
      rolldownOptions: { output: { banner } },
    },
  };
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const worker = readFileSync(createRequire(import.meta.url).resolve('msw/mockServiceWorker.js'), 'utf8');

/** Serves msw's worker out of its package, and puts it beside the static site. */
const mockServiceWorker: Plugin = {
  name: 'mock-service-worker',
  configureServer({ middlewares }) {
    middlewares.use('/mockServiceWorker.js', (_request, response) => {
      response.setHeader('content-type', 'text/javascript').end(worker);
    });
  },
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'mockServiceWorker.js', source: worker });
  },
};

/** Apart from the package's own build, whose settings have no business here. */
export default defineConfig({ plugins: [react(), mockServiceWorker] });

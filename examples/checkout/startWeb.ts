import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = `${root}node_modules/.cache/react-billing-key`;
const web = fileURLToPath(new URL('./web', import.meta.url));
const src = (file: string) => fileURLToPath(new URL(`../../src/${file}`, import.meta.url));

export interface WebOptions {
  /** 0 takes any free one. */
  port: number;
  backendUrl: string;
  /** Reload the page when a file changes. */
  watch: boolean;
}

/** The page, served by Vite from its sources. `/api` goes on to the backend, so that the page has one origin. */
export async function startWeb({
  port,
  backendUrl,
  watch,
}: WebOptions): Promise<{ url: string; close(): Promise<void> }> {
  // Tests start several pages at a time, and two must not write one cache.
  await mkdir(cache, { recursive: true });
  const cacheDir = watch ? `${cache}/vite` : await mkdtemp(`${cache}/vite-`);
  // A server of our own, since Vite's ends the process by itself on a signal, before the database is closed.
  const server = createHttpServer();
  const vite = await createServer({
    configFile: false,
    root: web,
    cacheDir,
    logLevel: 'warn',
    plugins: [react()],
    resolve: {
      alias: [
        { find: /^react-billing-key$/, replacement: src('index.ts') },
        { find: /^react-billing-key\/styles\.css$/, replacement: src('styles.css') },
      ],
    },
    // Known ahead: a dependency found later would reload the page under the customer.
    optimizeDeps: {
      include: ['react', 'react-dom', 'react-dom/client', 'react/jsx-dev-runtime', '@tanstack/react-query'],
    },
    server: {
      middlewareMode: true,
      hmr: { server },
      watch: watch ? {} : null,
      // Not `/api`: the page has a file that begins like it.
      proxy: { '^/api/': { target: backendUrl } },
      fs: { allow: [root] },
      warmup: { clientFiles: ['./main.tsx'] },
    },
  });
  server.on('request', vite.middlewares);

  async function close(): Promise<void> {
    await vite.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    if (!watch) await rm(cacheDir, { recursive: true, force: true });
  }

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    await close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is taken. Set PORT to another, or unset it to have one found.`);
  }
  // The first visitor finds everything ready, and a page that is closed at once leaves no half-written cache.
  const optimizer = vite.environments.client.depsOptimizer;
  await optimizer?.scanProcessing;
  await Promise.all(optimizer?.metadata.depInfoList.map(({ processing }) => processing) ?? []);
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close };
}

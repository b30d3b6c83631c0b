import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, createServer, type InlineConfig, preview } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = `${root}node_modules/.cache/react-billing-key`;
const web = fileURLToPath(new URL('./web', import.meta.url));
const src = (file: string) => fileURLToPath(new URL(`../../src/${file}`, import.meta.url));

export interface WebOptions {
  /** 0 takes any free one. */
  port: number;
  backendUrl: string;
  /** Serve the sources, and reload the page when one changes. Else the page is built once, as tests that load it often want it. */
  watch: boolean;
  /** The folder of the page. @default ./web */
  folder?: string | undefined;
}

/** The page, served by Vite. `/api` goes on to the backend, so that the page has one origin. */
export function startWeb({ port, backendUrl, watch, folder = web }: WebOptions): Promise<Web> {
  const config: InlineConfig = {
    configFile: false,
    root: folder,
    logLevel: 'warn',
    plugins: [react()],
    resolve: {
      alias: [
        { find: /^react-billing-key$/, replacement: src('index.ts') },
        { find: /^react-billing-key\/v2$/, replacement: src('v2.ts') },
        { find: /^react-billing-key\/styles\.css$/, replacement: src('styles.css') },
      ],
    },
  };
  // Not `/api`: the page has a file that begins like it.
  const proxy = { '^/api/': { target: backendUrl } };
  return watch ? serveSources(config, port, proxy) : serveBuilt(config, port, proxy);
}

interface Web {
  url: string;
  close(): Promise<void>;
}

type Proxy = Record<string, { target: string }>;

async function serveSources(config: InlineConfig, port: number, proxy: Proxy): Promise<Web> {
  // A server of our own, since Vite's ends the process by itself on a signal, before the database is closed.
  const server = createHttpServer();
  const vite = await createServer({
    ...config,
    cacheDir: `${cache}/vite`,
    // Known ahead: a dependency found later would reload the page under the customer.
    optimizeDeps: {
      include: ['react', 'react-dom', 'react-dom/client', 'react/jsx-dev-runtime', '@tanstack/react-query'],
    },
    server: {
      middlewareMode: true,
      hmr: { server },
      proxy,
      // Any page of this machine could ask for a file by its path: nothing is served but what the page is made of, least of
      // all the database.
      cors: false,
      fs: {
        allow: [config.root ?? web, web, `${root}src`, `${root}node_modules`],
        deny: ['**/.env*', '**/*.{crt,pem,key}', '**/.git/**', '**/.data/**', '**/*.db', '**/*.db-*'],
      },
      warmup: { clientFiles: ['./main.tsx'] },
    },
  });
  server.on('request', vite.middlewares);

  async function close(): Promise<void> {
    await vite.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
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

/** With the checks of development, which a build for customers has not. */
async function serveBuilt(config: InlineConfig, port: number, proxy: Proxy): Promise<Web> {
  process.env.NODE_ENV ||= 'development';
  await mkdir(cache, { recursive: true });
  // Tests start several pages at a time, and two must not write one folder.
  const outDir = await mkdtemp(`${cache}/page-`);
  await build({ ...config, mode: 'development', build: { outDir, emptyOutDir: true, minify: false } });
  const vite = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port, proxy } });
  return {
    url: `http://localhost:${(vite.httpServer.address() as AddressInfo).port}`,
    async close() {
      await vite.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

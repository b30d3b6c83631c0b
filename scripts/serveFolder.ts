import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { preview } from 'vite';

/** Serves a folder of static files on a free port of this machine. */
export async function serveFolder(folder: string, headers: Readonly<Record<string, string>> = {}) {
  const server = await preview({
    configFile: false,
    // Apart from what is served: Vite warns where the two are one.
    root: dirname(folder),
    logLevel: 'warn',
    appType: 'mpa',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0, headers },
  });
  const { port } = server.httpServer.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

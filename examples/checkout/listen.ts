import type { Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';

/** A server that is listening. */
export interface Listening {
  port: number;
  url: string;
  /** Stops at once: open connections are cut. */
  close(): Promise<void>;
}

/** Serves a web-standard handler on this machine only. A handler that rejects breaks the connection, as a network does. */
export async function listen(handle: (request: Request) => Response | Promise<Response>, port = 0): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: async (request, env) => {
      try {
        return await handle(request);
      } catch {
        (env as HttpBindings).outgoing.destroy();
        return new Response(null, { status: 500 });
      }
    },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

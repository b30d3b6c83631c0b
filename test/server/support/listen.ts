import type { Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a web-standard handler on this machine. A handler that rejects breaks the connection, as a network does. */
export async function listen(handle: (request: Request) => Response | Promise<Response>): Promise<Listening> {
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
  // In ms. After Node's five seconds a busy caller writes on a connection that is closed at that moment.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

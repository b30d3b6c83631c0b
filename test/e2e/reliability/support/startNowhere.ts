import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that takes every request and answers none: where things get lost. */
export interface Nowhere {
  readonly url: string;
  /** Resolves when the next request has got lost. */
  arrival(): Promise<void>;
  close(): void;
}

export async function startNowhere(): Promise<Nowhere> {
  let waiting: (() => void)[] = [];
  const server = createServer(() => {
    for (const tell of waiting.splice(0)) tell();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    arrival: () =>
      new Promise((resolve) => {
        waiting = [...waiting, resolve];
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

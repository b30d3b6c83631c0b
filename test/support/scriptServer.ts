import type { Plugin } from 'vite';

/** Scripts that go wrong in every way a real one can, under `/scripts/`: `missing` (404), `hanging`, `empty`. */
export function scriptServer(): Plugin {
  return {
    name: 'script-server',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /^\/scripts\/([a-z]+)\.js/.exec(request.url ?? '')?.[1];
        if (name === 'missing') {
          response.statusCode = 404;
          response.end('Not found');
        } else if (name === 'empty') {
          response.setHeader('content-type', 'text/javascript');
          response.end('// Not the SDK.');
        } else if (name !== 'hanging') {
          next();
        }
      });
    },
  };
}

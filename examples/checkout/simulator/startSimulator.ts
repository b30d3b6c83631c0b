import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFakeIamportServer, type FakeIamportServer } from '../../../src/testing/server/index.js';
import { type Listening, listen } from '../server/listen.js';
import type { IamportConfig } from '../server/readConfig.js';
import { buildFakeScript } from './buildFakeScript.js';

/** What stands in for i'mport: its REST API, its script and the page that a phone pays on. */
export interface Simulator extends Listening {
  /** The server itself, to decline cards, break connections and count charges. */
  server: FakeIamportServer;
  /** The account that the backend uses to reach it. */
  config: IamportConfig;
}

const TYPES: Readonly<Record<string, string>> = {
  'fake-iamport.js': 'text/javascript; charset=utf-8',
  'fake-payment-page.html': 'text/html; charset=utf-8',
};

export async function startSimulator(port?: number): Promise<Simulator> {
  const folder = await buildFakeScript();
  const files = new Map<string, string>();
  for (const name of Object.keys(TYPES)) files.set(`/${name}`, await readFile(join(folder, name), 'utf8'));
  const server = createFakeIamportServer();

  const listening = await listen((request) => {
    const { pathname } = new URL(request.url);
    const file = files.get(pathname);
    if (file === undefined) return server.fetch(request);
    return new Response(file, { headers: { 'content-type': TYPES[pathname.slice(1)] ?? 'text/plain' } });
  }, port);

  return {
    ...listening,
    server,
    config: {
      simulated: true,
      userCode: 'imp00000000',
      apiKey: 'fake_imp_key',
      apiSecret: 'fake_imp_secret',
      apiUrl: listening.url,
      scriptUrl: `${listening.url}/fake-iamport.js?api=${encodeURIComponent(listening.url)}&locale=ko`,
      pg: 'kcp_billing',
    },
  };
}

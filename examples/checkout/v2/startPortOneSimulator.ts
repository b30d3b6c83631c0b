import { createFakePortOneServer, type FakePortOneServer } from '../../../src/testing/server/index.js';
import { type Listening, listen } from '../listen.js';
import { buildFakeScript } from '../simulator/buildFakeScript.js';
import { readFiles } from '../simulator/startSimulator.js';
import type { PortOneConfig } from './readPortOneConfig.js';

/** What stands in for PortOne V2: its REST API, its script and the page that a phone pays on. */
export interface PortOneSimulator extends Listening {
  readonly server: FakePortOneServer;
  readonly config: PortOneConfig;
}

/** `webhookUrl` says where the backend takes webhooks, and is asked for each: the backend starts later. */
export async function startPortOneSimulator(webhookUrl: () => string): Promise<PortOneSimulator> {
  const files = await readFiles(await buildFakeScript('portone'), 'fake-portone.js', 'fake-portone-payment-page.html');
  const server = createFakePortOneServer({
    apiSecret: 'fake_portone_api_secret',
    webhookUrl: 'backend:',
    postWebhook: (_, { body, headers }) => fetch(webhookUrl(), { method: 'POST', headers, body }),
  });
  const listening = await listen((request) => files[new URL(request.url).pathname]?.() ?? server.fetch(request));
  return {
    ...listening,
    server,
    config: {
      storeId: server.storeId,
      channelKey: 'channel-key-kcp_v2',
      pg: 'kcp_v2',
      apiSecret: 'fake_portone_api_secret',
      webhookSecret: server.webhookSecret,
      apiUrl: listening.url,
      scriptUrl: `${listening.url}/fake-portone.js?api=${encodeURIComponent(listening.url)}&locale=ko`,
      mode: 'test',
    },
  };
}

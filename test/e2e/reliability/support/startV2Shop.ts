import { fileURLToPath } from 'node:url';
import { type Listening, listen } from '../../../../examples/checkout/listen.js';
import { plans } from '../../../../examples/checkout/server/plans.js';
import { beginSession, customerOf } from '../../../../examples/checkout/server/session.js';
import { startWeb } from '../../../../examples/checkout/startWeb.js';
import { startPortOneSimulator } from '../../../../examples/checkout/v2/startPortOneSimulator.js';
import { createBillingServer, portone, sqliteStore } from '../../../../src/server/index.js';

/** A shop over PortOne V2: the page in `../v2`, the server kit, and a simulated PortOne. */
export async function startV2Shop(databaseUrl: string) {
  const simulator = await startPortOneSimulator(() => `${backendUrl}/api/billing/webhook/portone`);
  const { storeId, apiSecret, webhookSecret, apiUrl, channelKey, pg, scriptUrl } = simulator.config;

  async function startBackend(port: number): Promise<Listening> {
    const store = sqliteStore({ url: databaseUrl });
    const billing = createBillingServer({
      gateways: [portone({ storeId, apiSecret, webhookSecret, apiUrl, chargeDeadline: 1500, readDeadline: 1500 })],
      store,
      price: ({ planId }) => plans[planId] ?? null,
      customerOf,
      // What goes wrong here is meant to.
      onEvent: () => {},
      mode: 'test',
    });
    await store.open();
    void billing.tick().catch(() => {});
    const server = await listen(async (request) => {
      const { pathname } = new URL(request.url);
      const customerId = customerOf(request);
      if (pathname === '/api/config') {
        const begun = customerId === null ? beginSession() : undefined;
        const config = { storeId, channelKey, pg, scriptUrl, customerId: customerId ?? begun?.customerId };
        return Response.json(config, { headers: begun ? { 'set-cookie': begun.setCookie } : {} });
      }
      if (pathname === '/api/history') {
        const where = { customerId: customerId ?? '' };
        const rows = await store.find('charges', { where, order: { by: 'createdAt' }, limit: 100 });
        return Response.json(rows.map(({ status }) => status));
      }
      return billing.fetch(request);
    }, port);
    return {
      ...server,
      async close() {
        await server.close();
        await billing.close();
      },
    };
  }

  let backend: Listening | null = await startBackend(0);
  const { url: backendUrl, port: backendPort } = backend;
  const web = await startWeb({
    port: 0,
    backendUrl,
    watch: false,
    folder: fileURLToPath(new URL('../v2', import.meta.url)),
  });
  async function stopBackend(): Promise<void> {
    await backend?.close();
    backend = null;
  }
  return {
    url: web.url,
    simulator,
    stopBackend,
    async restartBackend() {
      await stopBackend();
      backend = await startBackend(backendPort);
    },
    async close() {
      await web.close();
      await stopBackend();
      await simulator.close();
    },
  };
}

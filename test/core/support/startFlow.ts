import type { BillingEvent } from '../../../src/core/BillingEvent.js';
import { createBillingClient } from '../../../src/core/createBillingClient.js';
import type { BillingFlowOptions } from '../../../src/core/flow/BillingFlow.js';
import { createBillingFlow } from '../../../src/core/flow/createBillingFlow.js';
import { memoryStorage } from '../../../src/core/records/BillingStorage.js';

/** A flow on the page of `stubPage()`, whose charge goes well unless told otherwise. */
export function startFlow(options: Partial<BillingFlowOptions<string>> = {}) {
  const events: BillingEvent[] = [];
  const client = createBillingClient({
    userCode: 'imp00000000',
    storage: memoryStorage(),
    onEvent: (event) => void events.push(event),
  });
  const flow = createBillingFlow<string>(client, { pg: 'kcp_billing', charge: async () => 'paid', ...options });
  const statuses = () => events.flatMap((event) => (event.type === 'status' ? [event.status] : []));
  return { client, flow, events, statuses };
}

/** With the SDK loaded. */
export async function startedFlow(options: Partial<BillingFlowOptions<string>> = {}) {
  const made = startFlow(options);
  await made.client.load();
  return made;
}

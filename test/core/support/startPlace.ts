import { memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import { createBillingClient } from '../../../src/core/BillingClient.js';
import type { BillingEvent } from '../../../src/core/BillingEvent.js';
import { createIamportGateway } from '../../../src/iamport/createIamportGateway.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';

/** A place on the page of `stubPage()`, whose charge goes well unless told otherwise. */
export function startPlace(options: Partial<PlaceOptions<string, IssuedKey>> = {}, storage = memoryStorage()) {
  const events: BillingEvent[] = [];
  const client = createBillingClient({
    gateway: createIamportGateway({ userCode: 'imp00000000' }),
    storage,
    onEvent: (event) => void events.push(event),
  });
  const place = createPlace<string, IssuedKey>(client, { pg: 'kcp_billing', charge: async () => 'paid', ...options });
  const statuses = () => events.flatMap((event) => (event.type === 'status' ? [event.status] : []));
  return { client, place, events, statuses };
}

/** With the SDK loaded. */
export async function startedPlace(...given: Parameters<typeof startPlace>) {
  const made = startPlace(...given);
  await made.client.load();
  return made;
}

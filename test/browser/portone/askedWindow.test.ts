import { expect, it } from 'vitest';
import type { Device } from '../../../src/core/lib/device.js';
import { createPortOneGateway } from '../../../src/portone/createPortOneGateway.js';
import type { PortOneOrder } from '../../../src/portone/order.js';
import { pretendToBe } from '../pg/pgPage.js';

const order = { name: '월간 이용권', amount: 9900, customerId: 'user1', redirectUrl: 'https://shop.test/done' };

function prepare(device: Device, changes: Partial<PortOneOrder>) {
  pretendToBe(device);
  const gateway = createPortOneGateway({ storeId: 'store-1' });
  const options = { pg: 'galaxia', billingKeyMethod: 'CARD', channelKey: 'channel-key-galaxia' };
  return gateway.prepare({ ...order, ...changes }, options, {
    customerId: 'user1',
    find: () => undefined,
    records: () => [],
  });
}

// Galaxia's page names the windows it opens by itself, and forbids no other.
it.each([
  ['desktop', {}, 'callback', false],
  ['desktop', { windowType: { pc: 'POPUP' } }, 'callback', true],
  ['desktop', { windowType: { pc: 'REDIRECTION' } }, 'redirect', false],
  ['desktop', { extra: { forceRedirect: true } }, 'both', false],
  ['phone', {}, 'redirect', false],
  ['phone', { windowType: { pc: 'POPUP' } }, 'redirect', false],
  ['phone', { windowType: { mobile: 'POPUP' } }, 'both', true],
  ['phone', { windowType: { mobile: 'IFRAME' } }, 'both', false],
] as const)(
  'on a %s, with %o: the answer comes by %s, and a popup may open: %s',
  (device, changes, channel, opensPopup) => {
    expect(prepare(device, changes)).toMatchObject({ channel, opensPopup, needsClick: opensPopup });
  },
);

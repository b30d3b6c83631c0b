import { describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../src/core/attempt/BillingStorage.js';
import { createPlace } from '../../src/core/attempt/createPlace.js';
import { createBillingClient } from '../../src/core/BillingClient.js';
import type { Gateway } from '../../src/core/Gateway.js';
import type { IssuedKey, LateKey } from '../../src/core/IssuedKey.js';
import type { Order } from '../../src/core/order.js';
import { createReturnRouter } from '../../src/core/returns/returnRouter.js';
import { windowAddress } from '../../src/core/returns/urlAdapter.js';
import { createIamportGateway } from '../../src/iamport/createIamportGateway.js';
import { createPortOneGateway } from '../../src/portone/createPortOneGateway.js';
import { sampleRecord } from '../core/support/samples.js';
import { stubPage } from '../core/support/stubPage.js';

// A shop that moves from V1 to V2 has browsers that hold attempts of both, whichever its page loads now.
stubPage();

interface Move {
  readonly from: IssuedKey['api'];
  readonly to: IssuedKey['api'];
  readonly key: Readonly<Record<string, string>>;
  readonly createGateway: () => Gateway;
  readonly options: { readonly pg: string; readonly channelKey?: string };
  readonly order: Order;
}

const moves: readonly Move[] = [
  {
    from: 'v1',
    to: 'v2',
    key: { impUid: 'imp_1' },
    createGateway: () => createPortOneGateway({ storeId: 'store-1' }),
    options: { pg: 'kcp_v2', channelKey: 'channel-key-1' },
    order: { name: 'Plus', amount: 19_900 },
  },
  {
    from: 'v2',
    to: 'v1',
    key: { billingKey: 'billing-key-1' },
    createGateway: () => createIamportGateway({ userCode: 'imp00000000' }),
    options: { pg: 'kcp_billing' },
    order: { customerUid: 'card-2', name: 'Plus', amount: 19_900 } as Order,
  },
];

describe.each(moves)('a page of $to, with an attempt of $from', ({ from, key, createGateway, options, order }) => {
  const openPage = () => createBillingClient({ gateway: createGateway(), storage: memoryStorage() });

  it('tells of its late charge with the facts and the key, and makes no numbers up', async () => {
    const client = openPage();
    const facts = { api: from, pg: 'kcp', name: 'Basic', card: 'card-1', metadata: { plan: 'basic' } };
    client.log.add(sampleRecord('a1', { ...facts, status: 'charging', key, chargeSentAt: 1 }));
    const onLateSuccess = vi.fn<(data: string, issued: LateKey<IssuedKey>) => void>();
    const getCharge = vi.fn(async (_: string) => 'receipt');
    const place = createPlace(client, { ...options, charge: async () => 'paid', getCharge, onLateSuccess });
    // No customer is named here: the page knows its own by what it began.
    client.begunHere.set('a1', {});

    await expect(place.issue(order)).resolves.toMatchObject({ error: { code: 'already_charged' } });
    expect(getCharge.mock.calls).toEqual([['c-a1']]);
    expect(onLateSuccess.mock.calls).toEqual([
      [
        'receipt',
        {
          api: from,
          attemptId: 'a1',
          pg: 'kcp',
          payMethod: undefined,
          name: 'Basic',
          amount: 9900,
          dueToday: 9900,
          currency: 'KRW',
          chargedAtIssue: false,
          via: 'recovery',
          purpose: 'subscribe',
          consents: [],
          metadata: { plan: 'basic' },
          ...key,
        },
      ],
    ]);
  });

  it('does not ask the server of this generation for its key', async () => {
    vi.stubGlobal('history', { replaceState() {}, state: null });
    const client = openPage();
    client.log.add(sampleRecord('a1', { api: from, leavesPage: true }));
    client.log.add(sampleRecord('a2', { api: client.gateway.api, leavesPage: true }));
    const getRegistration = vi.fn(async (_: string) => ({ key: 'found' }));
    const stop = createReturnRouter(client).start({
      address: windowAddress,
      getRegistration,
      onUnknownReturn: undefined,
      onUndeliveredReturn: undefined,
    });
    await vi.waitUntil(() => client.log.get('a2')?.status === 'issued');
    stop();
    expect(getRegistration.mock.calls).toEqual([['m-a2']]);
    expect(client.log.get('a1')?.status).toBe('opened');
  });
});

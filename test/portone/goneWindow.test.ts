import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../src/core/attempt/BillingStorage.js';
import { createPlace } from '../../src/core/attempt/createPlace.js';
import { createBillingClient } from '../../src/core/BillingClient.js';
import { createPortOneGateway } from '../../src/portone/createPortOneGateway.js';
import { stubPage } from '../core/support/stubPage.js';

const page = stubPage();
let isFocused = true;
let frames: object[] = [];
let answer: (response: object) => void;

beforeEach(() => {
  vi.useFakeTimers();
  isFocused = true;
  frames = [];
  vi.stubGlobal('getComputedStyle', () => ({ visibility: 'visible' }));
  Object.assign(page().document, {
    hasFocus: () => isFocused,
    querySelectorAll: () => frames,
    body: { children: [] },
  });
  const requestIssueBillingKey = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  Object.assign(page().window, { PortOne: { requestIssueBillingKey } });
});
afterEach(() => void vi.useRealTimers());

/** Of the size of a window, which nothing lies over. */
const drawn = () => ({
  getBoundingClientRect: () => ({ width: 400, height: 600 }),
  closest: () => null,
  remove() {},
});

function open(pg: 'kcp_v2' | 'tosspayments') {
  const client = createBillingClient({
    gateway: createPortOneGateway({ storeId: 'store-1' }),
    storage: memoryStorage(),
  });
  const place = createPlace(client, { pg, channelKey: 'channel-key-1', charge: async () => 'paid' } as never);
  const outcome = place.issue({ name: 'Basic', amount: 9900 });
  frames = [drawn()];
  return { client, place, outcome };
}

it.each(['kcp_v2', 'tosspayments'] as const)(
  'a window of %s that was in the page and is gone without a word ends',
  async (pg) => {
    const { place, outcome } = open(pg);
    await vi.advanceTimersByTimeAsync(60_000);
    frames = [];
    await vi.advanceTimersByTimeAsync(9000);
    expect(place.getState().status).toBe('window');
    await vi.advanceTimersByTimeAsync(3000);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'window_closed' } });
  },
);

it('one frame in the place of another, and an answer that takes its time, end nothing', async () => {
  const { place, outcome } = open('tosspayments');
  await vi.advanceTimersByTimeAsync(60_000);
  frames = [];
  await vi.advanceTimersByTimeAsync(9000);
  frames = [drawn()];
  await vi.advanceTimersByTimeAsync(9000);
  frames = [];
  await vi.advanceTimersByTimeAsync(9000);
  expect(place.getState().status).toBe('window');
  answer({ transactionType: 'ISSUE_BILLING_KEY', billingKey: 'billing-key-1' });
  await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
});

it('nothing ends while a popup may be what the customer looks at', async () => {
  const { place } = open('kcp_v2');
  await vi.advanceTimersByTimeAsync(60_000);
  frames = [];
  isFocused = false;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(place.getState().status).toBe('window');
  isFocused = true;
  await vi.advanceTimersByTimeAsync(3000);
  expect(place.getState().status).toBe('failed');
});

it('the key of one that answers after all is kept', async () => {
  const { client, place, outcome } = open('kcp_v2');
  await vi.advanceTimersByTimeAsync(60_000);
  frames = [];
  await vi.advanceTimersByTimeAsync(20_000);
  await outcome;
  answer({ transactionType: 'ISSUE_BILLING_KEY', billingKey: 'billing-key-1' });
  await vi.advanceTimersByTimeAsync(0);
  expect(place.getState().status).toBe('failed');
  expect(client.log.all()).toMatchObject([{ status: 'issued', key: { billingKey: 'billing-key-1' } }]);
});

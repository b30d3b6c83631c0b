import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { memoryStorage } from '../../../src/core/index.js';
import type { Device } from '../../../src/core/lib/device.js';
import type { ChannelRow, MethodRow } from '../../../src/portone/ChannelRow.js';
import { type ChannelCode, channelTable } from '../../../src/portone/channelTable.js';
import { createPortOneGateway } from '../../../src/portone/createPortOneGateway.js';
import type { IssuedKey } from '../../../src/portone/IssuedKey.js';
import type { BillingKeyMethod, PortOneOrder } from '../../../src/portone/order.js';
import { type FakePortOneOptions, installFakePortOne } from '../../../src/testing/index.js';
import { validOrders } from '../../portone/validOrders.js';
import { endOf, loadPage, paypalButton, pretendToBe } from '../pg/pgPage.js';

type Way = 'callback' | 'redirect';
type Outcome = 'issued' | 'cancelled' | 'refused';

const storeId = 'store-1';
const numbers = { issueId: 'issue1', paymentId: 'payment1', redirectUrl: 'https://shop.test/done?plan=basic' };
const devices: readonly Device[] = ['desktop', 'phone'];

interface Ride {
  readonly pg: ChannelCode;
  readonly method: BillingKeyMethod;
  readonly row: MethodRow;
  readonly device: Device;
  readonly way: Way;
  readonly order: PortOneOrder;
}

/** Each method of each channel on each device; an answer that no source places comes both ways. */
const rides: readonly Ride[] = (Object.keys(channelTable) as ChannelCode[]).flatMap((pg) => {
  const channel: ChannelRow = channelTable[pg];
  return Object.entries(channel.methods).flatMap(([method, row], index) =>
    devices.flatMap((device) => {
      const documented = channel[device];
      const ways: readonly Way[] = documented === 'unknown' ? ['callback', 'redirect'] : [documented];
      return ways.map((way) => ({
        pg,
        method: method as BillingKeyMethod,
        row: row as MethodRow,
        device,
        way,
        order: { ...(validOrders[pg][index] as PortOneOrder), ...numbers },
      }));
    }),
  );
});

/** The fake has facts of its own about where each PG answers; only where no source says is it told. */
function sdkOptions({ pg, device, way }: Ride, outcome: Outcome): FakePortOneOptions {
  if ((channelTable[pg] as ChannelRow)[device] !== 'unknown') return { device, outcome };
  if (way === 'callback') return { device: 'desktop', outcome };
  return { device, outcome: { type: 'redirect', result: outcome } };
}

/** From the click to the end, over the PG's page where there is one. */
async function ride(ridden: Ride, outcome: Outcome) {
  const { pg, device, way, order } = ridden;
  pretendToBe(device);
  const sdk = installFakePortOne({ popup: 'allow', navigate: () => {}, ...sdkOptions(ridden, outcome) });
  onTestFinished(() => sdk.uninstall());
  const storage = memoryStorage();
  const charge = vi.fn(async () => 'receipt');
  const options = { pg, channelKey: `channel-key-${pg}`, charge };
  const load = () => loadPage(storage, options, () => createPortOneGateway({ storeId }));
  const first = await load();
  const paypal = pg === 'paypal_v2' ? paypalButton() : undefined;
  void first.flow.issue(order);
  if (paypal) {
    await vi.waitUntil(() => sdk.requests[0]?.state === 'button');
    paypal.click();
  }
  if (way === 'callback') return { sdk, charge, end: await endOf(first.flow), cleaned: undefined };
  await vi.waitUntil(() => sdk.navigations.length === 1);
  expect(charge).not.toHaveBeenCalled();
  const second = await load();
  const { cleaned } = second.arriveAt(sdk.navigations[0] ?? '');
  return { sdk, charge, end: await endOf(second.flow), cleaned };
}

const title = ({ pg, method, device, way }: Ride) => `${pg} ${method} on a ${device}, answered by ${way}`;

describe.each(rides.map((ridden) => [title(ridden), ridden] as const))('%s', (_, ridden) => {
  const { pg, method, row, way, order } = ridden;
  const pays = row.call === 'requestIssueBillingKeyAndPay';

  it('asks the SDK for what the channel needs, and charges what came of it once', async () => {
    const { sdk, charge, end, cleaned } = await ride(ridden, 'issued');
    expect(sdk.requests).toHaveLength(1);
    expect(sdk.requests[0]).toMatchObject({
      call: row.call,
      params: {
        storeId,
        channelKey: `channel-key-${pg}`,
        redirectUrl: `https://shop.test/done?plan=basic&rbk=${pays ? 'payment1' : 'issue1'}`,
        ...(order.customerId && { customer: { customerId: order.customerId } }),
        ...(order.offerPeriod && { offerPeriod: order.offerPeriod }),
        ...(pays
          ? { paymentId: 'payment1', orderName: order.name, currency: order.currency ?? 'KRW' }
          : { issueId: 'issue1', issueName: order.name, billingKeyMethod: method }),
      },
    });
    const { totalAmount, displayAmount } = sdk.requests[0]?.params ?? {};
    expect(pays ? totalAmount : displayAmount).toBe(order.currency === 'USD' ? 990_000 : 9900);
    expect(pays ? displayAmount : totalAmount).toBeUndefined();

    expect(end).toMatchObject({ status: 'succeeded', data: 'receipt' });
    expect(charge).toHaveBeenCalledTimes(1);
    const [issued] = charge.mock.calls[0] as unknown as [IssuedKey];
    expect(issued).toMatchObject({
      api: 'v2',
      pg,
      payMethod: method,
      billingKey: expect.stringMatching(/^billing-key-/),
      issueId: pays ? undefined : 'issue1',
      paymentId: 'payment1',
      amount: 9900,
      chargedAtIssue: pays,
      via: way,
    });
    expect(cleaned).toBe(way === 'redirect' ? 'https://shop.test/done?plan=basic' : undefined);
  });

  it('ends when the customer gives up', async () => {
    const { charge, end, cleaned } = await ride(ridden, 'cancelled');
    expect(end).toMatchObject({ status: 'cancelled' });
    expect(charge).not.toHaveBeenCalled();
    expect(cleaned).toBe(way === 'redirect' ? 'https://shop.test/done?plan=basic' : undefined);
  });

  it('fails with the PG’s own words when it refuses', async () => {
    const { charge, end } = await ride(ridden, 'refused');
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'refused', pgCode: '3001', pgMessage: expect.stringContaining('카드사 승인 거절') },
    });
    expect(charge).not.toHaveBeenCalled();
  });
});

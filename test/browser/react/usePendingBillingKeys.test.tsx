import { useEffect } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AttemptRecord,
  type IssuedKey,
  type PendingBillingKey,
  SubscribeCardButton,
  type UsePendingBillingKeysOptions,
  usePendingBillingKeys,
} from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

let latest: PendingBillingKey<string>[] = [];

function List(options: UsePendingBillingKeysOptions<string>) {
  latest = usePendingBillingKeys<string>(options);
  return (
    <ul>
      {latest.map(({ issued, isCharging }) => (
        <li key={issued.attemptId}>{`${issued.attemptId} ${isCharging ? 'charging' : 'waiting'}`}</li>
      ))}
    </ul>
  );
}

/** Goes on with the first as soon as it may, as a page does that the customer comes to for it. */
function GoesOn({ isDue }: { isDue: boolean }) {
  useEffect(() => {
    if (isDue) void latest[0]?.charge();
  }, [isDue]);
  return null;
}

function Going({ charge }: Pick<UsePendingBillingKeysOptions<string>, 'charge'>) {
  latest = usePendingBillingKeys<string>({ charge });
  return <GoesOn isDue={charge !== undefined} />;
}

const receipt = async (issued: IssuedKey) => `receipt of ${issued.chargeMerchantUid}`;
const ids = () => latest.map(({ issued }) => issued.attemptId);

/** The key of one attempt of an earlier page. */
function leaveKey(attemptId: string, change: object = {}): AttemptRecord {
  return leaveRecord({
    status: 'issued',
    attemptId,
    orderNumber: `m-${attemptId}`,
    chargeNumber: `c-${attemptId}`,
    key: { impUid: `imp_${attemptId}` },
    metadata: { plan: attemptId },
    ...change,
  });
}

/** What another tab does to the storage, and how the browser tells this one. */
function elsewhere(change: () => void): void {
  change();
  window.dispatchEvent(new StorageEvent('storage'));
}

describe('usePendingBillingKeys', () => {
  beforeEach(() => {
    latest = [];
  });

  it('lists the keys whose charge is not settled, the newest first, and nothing else', async () => {
    const now = Date.now();
    leaveKey('old', { createdAt: now - 2000 });
    leaveKey('sent', { status: 'charging', createdAt: now - 1000, chargeSentAt: now - 1000 });
    leaveKey('open', { status: 'opened' });
    leaveKey('over', { status: 'settled', end: 'charged' });
    leaveKey('keyless', { key: undefined });
    await renderBilling(<List charge={receipt} />);
    await vi.waitFor(() => expect(ids()).toEqual(['sent', 'old']));
    expect(latest.map(({ isCharging }) => isCharging)).toEqual([false, false]);
  });

  it('lists none that another tab is charging now, and lists it once that tab has died', async () => {
    leaveKey('left');
    leaveKey('sent', { status: 'charging', chargeSentAt: Date.now() });
    let die = () => {};
    const held = new Promise<void>((resolve) => {
      void navigator.locks.request('react-billing-key/lock/c-sent', () => {
        resolve();
        return new Promise<void>((end) => (die = end));
      });
    });
    await held;
    await renderBilling(<List charge={receipt} />);
    await vi.waitFor(async () => {
      const { pending = [] } = await navigator.locks.query();
      expect(pending.map(({ name }) => name)).toContain('react-billing-key/lock/c-sent');
    });
    expect(ids()).toEqual(['left']);
    die();
    await vi.waitFor(() => expect(ids().sort()).toEqual(['left', 'sent']));
  });

  it('charges one under its own numbers, stays on the list meanwhile, and leaves it', async () => {
    leaveKey('a1');
    leaveKey('a2');
    let end: (data: string) => void = () => {};
    const charge = vi.fn((_: IssuedKey) => new Promise<string>((resolve) => (end = resolve)));
    const onSuccess = vi.fn();
    const screen = await renderBilling(<List charge={charge} onSuccess={onSuccess} />);
    const outcome = latest.find(({ issued }) => issued.attemptId === 'a1')?.charge();
    await expect.element(screen.getByText('a1 charging')).toBeVisible();
    expect(ids().sort()).toEqual(['a1', 'a2']);
    expect(screen.getByText('a2 waiting').query()).not.toBeNull();

    await vi.waitFor(() => expect(charge).toHaveBeenCalledOnce());
    end('receipt');
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'receipt', issued: { via: 'recovery' } });
    await vi.waitFor(() => expect(ids()).toEqual(['a2']));
    expect(charge.mock.calls[0]?.[0]).toMatchObject({
      impUid: 'imp_a1',
      merchantUid: 'm-a1',
      chargeMerchantUid: 'c-a1',
      pg: 'kcp_billing',
    });
    expect(onSuccess).toHaveBeenCalledExactlyOnceWith('receipt', expect.objectContaining({ attemptId: 'a1' }));
  });

  it('charges once on a double click, and both clicks hear of the receipt', async () => {
    leaveKey('a1');
    const charge = vi.fn(receipt);
    await renderBilling(<List charge={charge} />);
    const outcomes = await Promise.all([latest[0]?.charge(), latest[0]?.charge()]);
    expect(outcomes.map((outcome) => outcome?.status)).toEqual(['succeeded', 'succeeded']);
    expect(charge).toHaveBeenCalledOnce();
  });

  it('keeps one whose charge failed, to be tried again', async () => {
    leaveKey('a1');
    const charge = vi.fn(receipt).mockRejectedValueOnce(new Error('declined'));
    const screen = await renderBilling(<List charge={charge} />);
    await expect(latest[0]?.charge()).resolves.toMatchObject({ error: { code: 'charge_failed' } });
    await expect.element(screen.getByText('a1 waiting')).toBeVisible();
    await expect(latest[0]?.charge()).resolves.toMatchObject({ data: 'receipt of c-a1' });
    await vi.waitFor(() => expect(ids()).toEqual([]));
  });

  it('charges as the provider does, unless it is told otherwise', async () => {
    leaveKey('a1', { chargeSentAt: Date.now(), status: 'charging' });
    const getCharge = vi.fn(async () => null);
    const ofProvider = { charge: vi.fn(receipt), getCharge };
    const screen = await renderBilling(<List />, ofProvider);
    await vi.waitFor(() => expect(ids()).toEqual(['a1']));
    await latest[0]?.charge();
    expect(ofProvider.charge).toHaveBeenCalledOnce();
    expect(getCharge).toHaveBeenCalledExactlyOnceWith('c-a1');

    elsewhere(() => leaveKey('a2', { chargeSentAt: Date.now(), status: 'charging' }));
    await vi.waitFor(() => expect(ids()).toEqual(['a2']));
    const own = { charge: vi.fn(receipt), getCharge: vi.fn(async () => null) };
    await screen.rerender(inProvider(<List {...own} />, ofProvider));
    await latest[0]?.charge();
    expect(own.charge).toHaveBeenCalledOnce();
    expect(own.getCharge).toHaveBeenCalledOnce();
    expect(ofProvider.charge).toHaveBeenCalledOnce();
    expect(getCharge).toHaveBeenCalledOnce();
  });

  it('charges nothing where nobody said how', async () => {
    leaveKey('a1');
    await renderBilling(<List />);
    await expect(latest[0]?.charge()).resolves.toMatchObject({ error: { code: 'invalid_configuration' } });
    expect(ids()).toEqual(['a1']);
  });

  it('gives one up', async () => {
    leaveKey('a1');
    await renderBilling(<List charge={receipt} />);
    latest[0]?.dismiss();
    await vi.waitFor(() => expect(ids()).toEqual([]));
    expect(localStorage.getItem('react-billing-key/1/a1')).toContain('"end":"dismissed"');
  });

  it('hears of what another tab does, until it is gone', async () => {
    const screen = await renderBilling(<List charge={receipt} />);
    elsewhere(() => leaveKey('a1'));
    await vi.waitFor(() => expect(ids()).toEqual(['a1']));
    elsewhere(() => leaveKey('a1', { status: 'settled', end: 'charged' }));
    await vi.waitFor(() => expect(ids()).toEqual([]));
    const remove = vi.spyOn(window, 'removeEventListener');
    await screen.unmount();
    expect(remove).toHaveBeenCalledWith('storage', expect.any(Function));
  });

  /** A list beside a button whose charge was declined. The results show both, or the list alone. */
  async function besideButton(id?: string) {
    const imp = installSdk();
    const charge = vi.fn(receipt).mockRejectedValue(new Error('declined'));
    const page = (hasButton: boolean) => (
      <>
        <List charge={charge} />
        {hasButton && <SubscribeCardButton id={id} pg="kcp_billing" order={order} charge={charge} />}
      </>
    );
    const screen = await renderBilling(page(true));
    const expectRetry = () => expect.element(screen.getByRole('button', { name: '결제 다시 시도하기' })).toBeVisible();
    await screen.getByRole('button').click();
    await imp.nextRequest();
    await imp.issue();
    await expectRetry();
    return { expectRetry, show: (hasButton: boolean) => screen.rerender(inProvider(page(hasButton))) };
  }

  it('leaves out what a button on the page works on, and takes it over when the button goes', async () => {
    const { show } = await besideButton();
    expect(ids()).toEqual([]);
    await show(false);
    await vi.waitFor(() => expect(ids()).toHaveLength(1));
  });

  it('leaves out what a button shows again that was away', async () => {
    const { show, expectRetry } = await besideButton('checkout');
    await show(false);
    await vi.waitFor(() => expect(ids()).toHaveLength(1));
    await show(true);
    await expectRetry();
    await vi.waitFor(() => expect(ids()).toEqual([]));
  });

  it('charges with what the host says in the render in which an effect of its own goes on', async () => {
    leaveKey('left');
    const charge = vi.fn(receipt);
    const screen = await renderBilling(<Going />);
    await vi.waitFor(() => expect(ids()).toEqual(['left']));
    await screen.rerender(inProvider(<Going charge={charge} />));
    await vi.waitFor(() => expect(charge).toHaveBeenCalledOnce());
  });
});

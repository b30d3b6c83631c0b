import { describe, expect, it, vi } from 'vitest';
import { hash } from '../../../src/core/lib/hash.js';
import {
  customPg,
  type IssuedKey,
  type PendingBillingKey,
  type UseBillingKeyOptions,
  type UseBillingReturnOptions,
  useBillingKey,
  useBillingReturn,
  usePendingBillingKeys,
} from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

const receipt = async () => 'receipt';

function comeBack(query = 'imp_uid=imp_1&merchant_uid=registration1&imp_success=true'): void {
  history.replaceState(null, '', `${location.pathname}?${query}`);
}

function Checkout({ name, ...options }: { name: string } & Partial<UseBillingKeyOptions<'kcp_billing', string>>) {
  const billing = useBillingKey({ pg: 'kcp_billing', order, charge: receipt, ...options });
  return <button {...billing.getButtonProps()}>{`${name} (${billing.status})`}</button>;
}

const described = customPg({ code: 'other' });
function Described() {
  return <p>{useBillingKey({ pg: described, order, charge: receipt }).status}</p>;
}

function ReturnPage(options: UseBillingReturnOptions<string>) {
  const billing = useBillingReturn<string>(options);
  return (
    <div>
      <p>{billing.status === 'succeeded' ? billing.data : billing.status}</p>
      <p>{billing.unknownReturn && 'unmatched'}</p>
      <button type="button" onClick={() => void billing.retryCharge()}>
        Again
      </button>
    </div>
  );
}

let pending: PendingBillingKey<string>[] = [];
function Pending({ charge }: { charge?: (issued: IssuedKey) => Promise<string> }) {
  pending = usePendingBillingKeys<string>({ charge });
  return null;
}

describe('a hook outside of the provider', () => {
  it.each([
    ['useBillingKey', () => <Checkout name="x" />],
    ['useBillingReturn', () => <ReturnPage />],
    ['usePendingBillingKeys', () => <Pending />],
  ])('%s says its name and what is missing', async (name, element) => {
    const { render } = await import('vitest-browser-react');
    await expect(render(element())).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining(`${name} is used outside of <BillingProvider>`),
    });
    vi.mocked(console.error).mockClear();
    vi.mocked(console.warn).mockClear();
  });
});

describe('useBillingKey', () => {
  it('keeps places without an id apart', async () => {
    const imp = installSdk();
    const screen = await renderBilling(
      <>
        <Checkout name="one" />
        <Checkout name="two" />
      </>,
    );
    await screen.getByRole('button', { name: 'one' }).click();
    await imp.nextRequest();
    await expect.element(screen.getByText('one (window)')).toBeVisible();
    await expect.element(screen.getByText('two (idle)')).toBeVisible();
    // Two of the same order can't be told apart by a return: a dev warning says so.
    expect(vi.mocked(console.warn).mock.calls.splice(0)).toHaveLength(1);
  });

  it('finds its return by the code of a PG that the host described', async () => {
    installSdk();
    leaveRecord({ pg: 'other' });
    comeBack();
    const screen = await renderBilling(<Described />);
    await expect.element(screen.getByText('succeeded')).toBeVisible();
  });

  it('does at the end what onUnmount says by then', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout name="one" onUnmount="keep" />);
    await screen.getByRole('button').click();
    await imp.nextRequest();
    await screen.rerender(inProvider(<Checkout name="one" onUnmount="cancel" />));
    await screen.rerender(inProvider(<p>Elsewhere</p>));
    const dialogs = [...document.querySelectorAll('.imp-dialog')];
    expect(dialogs.filter((dialog) => getComputedStyle(dialog).display !== 'none')).toEqual([]);
  });

  it('closes no window where onUnmount changes, and the component stays', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout name="one" onUnmount="cancel" />);
    await screen.getByRole('button').click();
    await imp.nextRequest();
    await screen.rerender(inProvider(<Checkout name="one" onUnmount="keep" />));
    expect(imp.closeCalls).toBe(0);
    await expect.element(screen.getByText('one (window)')).toBeVisible();
  });
});

describe('useBillingReturn', () => {
  it.each([undefined, vi.fn(async () => 'of the page')])(
    'asks its own getCharge, or else the provider’s',
    async (own) => {
      const ofProvider = vi.fn(async () => 'of the provider');
      leaveRecord({ status: 'charging', key: { impUid: 'imp_1' }, chargeSentAt: Date.now() });
      comeBack();
      const page = <ReturnPage charge={receipt} getCharge={own} />;
      const screen = await renderBilling(page, { getCharge: ofProvider });
      await expect.element(screen.getByText(own ? 'of the page' : 'of the provider')).toBeVisible();
      expect(ofProvider).toHaveBeenCalledTimes(own ? 0 : 1);
    },
  );

  it('takes mutation options, as elsewhere', async () => {
    leaveRecord();
    comeBack();
    const screen = await renderBilling(<ReturnPage charge={{ mutationFn: receipt }} />);
    await expect.element(screen.getByText('receipt')).toBeVisible();
  });

  it('tries again with the charge of the latest render', async () => {
    leaveRecord();
    comeBack();
    const declined = () => Promise.reject(new Error('declined'));
    const screen = await renderBilling(<ReturnPage charge={declined} />);
    await expect.element(screen.getByText('failed')).toBeVisible();
    await screen.rerender(inProvider(<ReturnPage charge={receipt} />));
    await screen.getByRole('button', { name: 'Again' }).click();
    await expect.element(screen.getByText('receipt')).toBeVisible();
  });

  it('shows a return once it is known whose it is', async () => {
    leaveRecord({ customer: hash('mina') });
    comeBack();
    const screen = await renderBilling(<ReturnPage charge={receipt} />, { customerId: null });
    await expect.element(screen.getByText('idle')).toBeVisible();
    await screen.rerender(inProvider(<ReturnPage charge={receipt} />, { customerId: 'mina' }));
    await expect.element(screen.getByText('receipt')).toBeVisible();
  });

  it('says what the address named, where nobody listens for it', async () => {
    comeBack('imp_uid=imp_9&merchant_uid=somebodys&imp_success=true');
    const screen = await renderBilling(<ReturnPage charge={receipt} />);
    await expect.element(screen.getByText('unmatched')).toBeVisible();
    await expect.element(screen.getByText('idle')).toBeVisible();
  });
});

describe('usePendingBillingKeys', () => {
  it('charges two at once, each until its own end', async () => {
    const ends = new Map<string, (data: string) => void>();
    for (const id of ['a1', 'a2']) {
      leaveRecord({
        status: 'issued',
        attemptId: id,
        key: { impUid: `imp_${id}` },
        orderNumber: `m-${id}`,
        chargeNumber: `c-${id}`,
        metadata: { plan: id },
      });
    }
    await renderBilling(<Pending charge={(issued) => new Promise((resolve) => ends.set(issued.attemptId, resolve))} />);
    const outcomes = pending.map((item) => item.charge());
    await vi.waitFor(() => expect(ends.size).toBe(2));
    expect(pending.map(({ isCharging }) => isCharging)).toEqual([true, true]);
    ends.get('a1')?.('receipt');
    await vi.waitFor(() => expect(pending.map(({ issued }) => issued.attemptId)).toEqual(['a2']));
    expect(pending[0]?.isCharging).toBe(true);
    ends.get('a2')?.('receipt');
    await Promise.all(outcomes);
    await vi.waitFor(() => expect(pending).toEqual([]));
  });

  it('follows a charge of the provider that changes', async () => {
    leaveRecord({ status: 'issued', key: { impUid: 'imp_1' } });
    const [first, second] = [vi.fn(receipt), vi.fn(receipt)];
    const screen = await renderBilling(<Pending />, { charge: first });
    await screen.rerender(inProvider(<Pending />, { charge: second }));
    await pending[0]?.charge();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
  });
});

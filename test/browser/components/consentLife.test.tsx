import { QueryClient } from '@tanstack/react-query';
import { Activity, type ReactNode, Suspense, use, useState, version } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BillingKey, Consent, type IssuedKey, SubscribeCardButton, useCheckout } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

const trigger = () => page.getByTestId('trigger');
const box = (name: RegExp) => page.getByRole('checkbox', { name });
const next = () => userEvent.click(page.getByRole('button', { name: 'step' }));
const charge = async () => 'receipt';
const refused = '필수 약관에 동의하면 계속할 수 있어요.';
const itOnReact19 = it.skipIf(version.startsWith('18.'));

function Root({ children, pay = charge }: { children: ReactNode; pay?: (issued: IssuedKey) => Promise<string> }) {
  return (
    <BillingKey.Root pg="kcp_billing" order={order} charge={pay}>
      {children}
      <BillingKey.Trigger data-testid="trigger" />
      <BillingKey.Status />
    </BillingKey.Root>
  );
}

/** Two steps, of which one is on the page. */
function Steps({ first, second = null }: { first: ReactNode; second?: ReactNode }) {
  const [step, setStep] = useState(1);
  return (
    <>
      {step === 1 ? first : second}
      <button type="button" onClick={() => setStep(3 - step)}>
        step
      </button>
    </>
  );
}

const billing = (
  <Consent.Item value="billing" version="3" required>
    정기결제 약관
  </Consent.Item>
);

/** One list of the host's for two steps, each with an item of its own. */
function OneList() {
  const [value, setValue] = useState<readonly string[]>([]);
  const group = (id: string) => (
    <Consent.Root key={id} value={value} onValueChange={setValue}>
      <Consent.Item value={id}>{id}</Consent.Item>
    </Consent.Root>
  );
  return <Steps first={group('first')} second={group('second')} />;
}

function TwoLists() {
  const [one, setOne] = useState<readonly string[]>(['one']);
  const [other, setOther] = useState<readonly string[]>(['other']);
  return (
    <>
      <Consent.Root value={one} onValueChange={setOne}>
        <Consent.Item value="one">one</Consent.Item>
      </Consent.Root>
      <Consent.Root value={other} onValueChange={setOther}>
        <Consent.Item value="other">other</Consent.Item>
      </Consent.Root>
    </>
  );
}

const terms = [{ id: 'billing', required: true }];

function Hook() {
  const checkout = useCheckout({ pgs: ['kcp_billing'], order, charge, terms });
  return (
    <>
      <input aria-label="정기결제" {...checkout.getTermProps('billing')} />
      <button {...checkout.getButtonProps()}>Pay</button>
      {checkout.isRefused && <p>{refused}</p>}
    </>
  );
}

function Slow({ data }: { data: Promise<void> }) {
  use(data);
  return null;
}

describe('a list that the host keeps', () => {
  it('may hold what no item on the page shows', async () => {
    await renderBilling(
      <Root>
        <OneList />
      </Root>,
      { strict: true },
    );
    await userEvent.click(box(/first/));
    await next();
    await userEvent.click(box(/second/));
    await expect.element(box(/second/)).toBeChecked();
    await next();
    await expect.element(box(/first/)).toBeChecked();
  });

  it('may stand beside another one', async () => {
    await renderBilling(
      <Root>
        <TwoLists />
      </Root>,
    );
    await userEvent.click(box(/one/));
    await expect.element(box(/one/)).not.toBeChecked();
    await expect.element(box(/other/)).toBeChecked();
  });
});

describe('a term that an item requires', () => {
  it.each([
    ['the root of the attempt', { terms: [{ id: 'billing', version: '3' }] }, {}],
    ['the group', {}, { terms: [{ id: 'billing', version: '3' }] }],
  ])('is required beside its version at %s', async (_, root, group) => {
    const imp = installSdk();
    await renderBilling(
      <BillingKey.Root pg="kcp_billing" order={order} charge={charge} {...root}>
        <Consent.Root {...group}>
          <Consent.Item value="billing" required>
            정기결제 약관
          </Consent.Item>
        </Consent.Root>
        <BillingKey.Trigger data-testid="trigger" />
        <BillingKey.Status />
      </BillingKey.Root>,
    );
    await userEvent.click(trigger());
    await expect.element(page.getByText(refused)).toBeVisible();
    expect(imp.requests).toHaveLength(0);
  });

  itOnReact19.each(['a fallback', 'an Activity'])('is asked for while %s hides the item', async (how) => {
    const imp = installSdk();
    const data = new Promise<void>(() => {});
    const tree = (isHidden: boolean) => (
      <Root>
        <Consent.Root>
          {how === 'a fallback' ? (
            <Suspense fallback="…">
              {isHidden && <Slow data={data} />}
              {billing}
            </Suspense>
          ) : (
            <Activity mode={isHidden ? 'hidden' : 'visible'}>{billing}</Activity>
          )}
        </Consent.Root>
      </Root>
    );
    const screen = await renderBilling(null);
    await screen.rerender(inProvider(tree(false)));
    await screen.rerender(inProvider(tree(true)));
    await userEvent.click(trigger());
    await expect.element(page.getByText(refused)).toBeVisible();
    expect(imp.requests).toHaveLength(0);
  });
});

describe('what was agreed to', () => {
  it('reaches charge from an item of an earlier step, in a group that is still there', async () => {
    const imp = installSdk();
    const pay = vi.fn(async (_: IssuedKey) => 'receipt');
    await renderBilling(
      <Root pay={pay}>
        <Consent.Root>
          <Steps first={billing} second={<Consent.Item value="news">소식</Consent.Item>} />
        </Consent.Root>
      </Root>,
    );
    await userEvent.click(box(/정기결제/));
    await next();
    await userEvent.click(trigger());
    await imp.nextRequest();
    await imp.issue();
    await vi.waitFor(() => expect(pay).toHaveBeenCalledOnce());
    expect(pay.mock.calls[0]?.[0].consents).toEqual([{ id: 'billing', version: '3' }]);
  });

  it('and taken back is not agreed to again by a default', async () => {
    const group = (
      <Consent.Root defaultValue={['news']}>
        <Consent.Item value="news">소식</Consent.Item>
      </Consent.Root>
    );
    await renderBilling(
      <Root>
        <Steps first={group} />
      </Root>,
      { strict: true },
    );
    await expect.element(box(/소식/)).toBeChecked();
    await userEvent.click(box(/소식/));
    await next();
    await next();
    await expect.element(box(/소식/)).not.toBeChecked();
  });

  it.each([
    [
      'the parts',
      <Root key="parts">
        <Consent.Root>{billing}</Consent.Root>
      </Root>,
    ],
    ['useCheckout', <Hook key="hook" />],
  ])('is nobody’s but the customer’s: %s', async (_, children) => {
    const queryClient = new QueryClient();
    const tree = (customerId: string | null) => inProvider(children, { customerId, queryClient });
    const screen = await renderBilling(null);
    // One who ticks and signs in then is one person.
    await screen.rerender(tree(null));
    await userEvent.click(box(/정기결제/));
    await screen.rerender(tree('kim'));
    await expect.element(box(/정기결제/)).toBeChecked();
    // The session is asked for anew.
    await screen.rerender(tree(null));
    await expect.element(box(/정기결제/)).not.toBeChecked();
    await screen.rerender(tree('kim'));
    await expect.element(box(/정기결제/)).toBeChecked();
    await screen.rerender(tree('lee'));
    await expect.element(box(/정기결제/)).not.toBeChecked();
  });

  it.each([
    ['the parts', <SubscribeCardButton key="button" pg="kcp_billing" order={order} charge={charge} terms={terms} />],
    ['useCheckout', <Hook key="hook" />],
  ])('is asked of the next customer as of one who has not clicked yet: %s', async (_, children) => {
    installSdk();
    const queryClient = new QueryClient();
    const show = (customerId: string) => screen.rerender(inProvider(children, { customerId, queryClient }));
    const screen = await renderBilling(null);
    await show('kim');
    await page.getByRole('button').first().click();
    await expect.element(page.getByText(refused)).toBeVisible();
    await show('lee');
    expect(page.getByText(refused).query()).toBeNull();
  });
});

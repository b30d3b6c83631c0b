import { useState } from 'react';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  BillingKey,
  Consent,
  type IssuedKey,
  SubscribeCardButton,
  type Term,
  useCheckout,
} from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

afterEach(() => {
  history.replaceState(null, '', location.pathname);
  scrollTo(0, 0);
});

const told = vi.fn();
const tell = async ({ consents }: IssuedKey) => {
  told(consents);
  return 'receipt';
};

function comeBack(query: string, record: object = {}): void {
  leaveRecord(record);
  history.replaceState(null, '', `${location.pathname}?imp_uid=imp_1&merchant_uid=registration1&${query}`);
}

const declined = () => Promise.reject(new Error('declined'));
const tall = <div style={{ blockSize: '3000px' }}>a long page</div>;
const status = () => page.getByRole('status').element();
const isInView = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};

/** Its button stands in the last of its steps, which a page that is loaded anew does not begin with. */
function Steps() {
  const [step, setStep] = useState(1);
  return (
    <BillingKey.Root pg="kcp_billing" order={order} charge={async () => 'receipt'}>
      {({ isReturned }) =>
        step === 1 && !isReturned ? (
          <button type="button" onClick={() => setStep(2)}>
            next
          </button>
        ) : (
          <>
            <BillingKey.Trigger />
            <BillingKey.Status />
          </>
        )
      }
    </BillingKey.Root>
  );
}

describe('coming back from the PG’s page to the top of a long page', () => {
  it.each([
    ['a charge that fails', 'imp_success=true', 'charge_failed'],
    ['a card that is refused', 'imp_success=false&error_code=F500&error_msg=no', 'refused'],
  ])('brings the outcome into view: %s', async (_, query, code) => {
    installSdk();
    comeBack(query);
    await renderBilling(
      <>
        {tall}
        <SubscribeCardButton pg="kcp_billing" order={order} charge={declined} />
        {tall}
      </>,
      { strict: true },
    );
    const trigger = document.querySelector('[data-rbk=trigger]');
    await vi.waitUntil(() => trigger?.getAttribute('data-error') === code);
    await expect.poll(() => isInView(status()), { timeout: 5000 }).toBe(true);
  });

  it('scrolls to the error message where there is one', async () => {
    installSdk();
    comeBack('imp_success=true');
    await renderBilling(
      <>
        {tall}
        <BillingKey.Root pg="kcp_billing" order={order} charge={declined}>
          <BillingKey.Trigger />
          <BillingKey.Status />
          {tall}
          <BillingKey.ErrorMessage data-testid="error" />
        </BillingKey.Root>
      </>,
    );
    await expect.poll(() => isInView(page.getByTestId('error').element()), { timeout: 5000 }).toBe(true);
    await expect.element(page.getByTestId('error')).toHaveTextContent('카드는 등록됐지만');
  });

  it('moves at once, also on a page that scrolls smoothly: what the host shows next is not scrolled past', async () => {
    installSdk();
    comeBack('imp_success=true');
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView');
    document.documentElement.style.scrollBehavior = 'smooth';
    onTestFinished(() => void document.documentElement.style.removeProperty('scroll-behavior'));
    await renderBilling(
      <>
        {tall}
        <SubscribeCardButton pg="kcp_billing" order={order} charge={declined} />
      </>,
    );
    await expect.poll(() => scroll.mock.calls.length).toBeGreaterThan(0);
    expect(isInView(status())).toBe(true);
    await expect.element(page.getByRole('button').first()).toHaveAttribute('data-error', 'charge_failed');
  });

  it('scrolls nowhere for an attempt that was begun here', async () => {
    const imp = installSdk();
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView');
    await renderBilling(
      <BillingKey.Root pg="kcp_billing" order={order} charge={declined}>
        <BillingKey.Trigger />
        {tall}
        <BillingKey.Status />
      </BillingKey.Root>,
    );
    const trigger = page.getByRole('button').first();
    await userEvent.click(trigger);
    await imp.nextRequest();
    await imp.issue();
    await expect.element(trigger).toHaveAttribute('data-error', 'charge_failed');
    expect(scroll.mock.contexts.filter((element) => (element as Element).getAttribute('role') === 'status')).toEqual(
      [],
    );
  });

  it('shows the step that says how it ended', async () => {
    installSdk();
    comeBack('imp_success=true');
    await renderBilling(<Steps />, { strict: true });
    await expect.element(page.getByText('카드를 등록하고 구독을 시작했어요.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'next' })).not.toBeInTheDocument();
  });
});

/** Terms and button in steps of their own, as the page is drawn that a PG comes back to. */
function AgreedSteps({ terms, charge }: { terms?: readonly Term[]; charge: (issued: IssuedKey) => Promise<string> }) {
  const [step, setStep] = useState<'terms' | 'pay'>();
  return (
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge} terms={terms}>
      {({ isReturned }) =>
        (step ?? (isReturned ? 'pay' : 'terms')) === 'terms' ? (
          <>
            <Consent.Root>
              <Consent.Item value="billing" required version="2">
                Billing
              </Consent.Item>
            </Consent.Root>
            <button type="button" onClick={() => setStep('pay')}>
              next
            </button>
          </>
        ) : (
          <>
            <BillingKey.Trigger />
            <BillingKey.Status />
            <button type="button" onClick={() => setStep('terms')}>
              back
            </button>
          </>
        )
      }
    </BillingKey.Root>
  );
}

function HookSteps({ terms, charge }: { terms?: readonly Term[]; charge: (issued: IssuedKey) => Promise<string> }) {
  const checkout = useCheckout({ pgs: ['kcp_billing'], order, charge, terms });
  return (
    <>
      <button {...checkout.getButtonProps()}>Pay</button>
      <p role="status">{checkout.isRefused ? '필수 약관에 동의하면 계속할 수 있어요.' : checkout.billing.status}</p>
    </>
  );
}

function Choice() {
  const pgs = ['kcp_billing', 'html5_inicis'] as const;
  const checkout = useCheckout({ pgs: [...pgs], order, charge: tell });
  return (
    <>
      {pgs.map((pg) => (
        <label key={pg}>
          <input {...checkout.getMethodProps(pg)} /> {pg}
        </label>
      ))}
      <button {...checkout.getButtonProps()}>{checkout.billing.status}</button>
    </>
  );
}

describe('coming back to the last step of a checkout', () => {
  const consents = [
    { id: 'billing', version: '2' },
    { id: 'news', version: '1' },
  ];
  const terms = [
    { id: 'billing', version: '2', required: true },
    { id: 'privacy', required: false },
    { id: 'news', version: '1' },
  ];
  const cancelled =
    'imp_success=false&error_msg=%EC%82%AC%EC%9A%A9%EC%9E%90%EA%B0%80%20%EA%B2%B0%EC%A0%9C%EB%A5%BC%20%EC%B7%A8%EC%86%8C%ED%95%98%EC%85%A8%EC%8A%B5%EB%8B%88%EB%8B%A4';
  const refused = '필수 약관에 동의하면 계속할 수 있어요.';

  it.each([
    ['the root', <AgreedSteps key="root" terms={terms} charge={tell} />, consents],
    // Nothing on this page has said yet what there is to agree to.
    ['a part of an earlier step', <AgreedSteps key="part" charge={tell} />, consents],
    ['useCheckout', <HookSteps key="hook" terms={terms} charge={tell} />, consents],
  ])('what was agreed to holds for the next try: %s', async (_, children, expected) => {
    told.mockClear();
    const imp = installSdk();
    comeBack(cancelled, { consents });
    await renderBilling(children, { strict: true });
    const trigger = page.getByRole('button').first();
    await expect.element(trigger).toHaveAttribute('data-status', 'cancelled');
    await userEvent.click(trigger);
    await imp.nextRequest();
    await imp.issue();
    await expect.element(trigger).toHaveAttribute('data-status', 'succeeded');
    expect(told.mock.calls).toEqual([[expected]]);
  });

  it.each([
    ['the root', <AgreedSteps key="root" terms={[{ id: 'billing', version: '3', required: true }]} charge={tell} />],
    ['useCheckout', <HookSteps key="hook" terms={[{ id: 'billing', version: '3', required: true }]} charge={tell} />],
  ])('a wording that has changed meanwhile is asked for anew: %s', async (_, children) => {
    const imp = installSdk();
    comeBack(cancelled, { consents });
    await renderBilling(children);
    const trigger = page.getByRole('button').first();
    await expect.element(trigger).toHaveAttribute('data-status', 'cancelled');
    await userEvent.click(trigger);
    await expect.element(page.getByRole('status')).toHaveTextContent(refused);
    expect(imp.requests).toEqual([]);
  });

  it.each([
    ['useCheckout tries again at the PG that the customer had chosen', false, 'html5_inicis'],
    ['useCheckout tries again at the PG that the customer chooses now', true, 'kcp_billing'],
  ])('%s', async (_, isAnother, expected) => {
    const imp = installSdk();
    comeBack(cancelled, { pg: 'html5_inicis' });
    await renderBilling(<Choice />, { strict: true });
    await expect.element(page.getByRole('radio', { name: 'html5_inicis' })).toBeChecked();
    if (isAnother) await userEvent.click(page.getByRole('radio', { name: 'kcp_billing' }));
    await userEvent.click(page.getByRole('button'));
    expect(await imp.nextRequest()).toMatchObject({ params: { pg: expected } });
  });

  it('what the customer takes back is taken back', async () => {
    const imp = installSdk();
    comeBack(cancelled, { consents });
    await renderBilling(<AgreedSteps charge={tell} />);
    await expect.element(page.getByRole('button').first()).toHaveAttribute('data-status', 'cancelled');
    await userEvent.click(page.getByRole('button', { name: 'back' }));
    const term = page.getByRole('checkbox');
    await expect.element(term).toHaveAttribute('aria-checked', 'true');
    await userEvent.click(term);
    await userEvent.click(page.getByRole('button', { name: 'next' }));
    await userEvent.click(page.getByRole('button').first());
    await expect.element(page.getByRole('status')).toHaveTextContent(refused);
    expect(imp.requests).toEqual([]);
  });
});

import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BillingKey, Consent, type IssuedKey } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';

const trigger = () => page.getByTestId('trigger');
const box = (name: RegExp) => page.getByRole('checkbox', { name });
const charge = async () => 'receipt';

const terms = [{ id: 'billing', version: '2026-09', required: true }, { id: 'news' }] as const;

/** Terms in the first step, the button in the second. */
function Steps({ withTerms = false }: { withTerms?: boolean }) {
  const [step, setStep] = useState(1);
  return (
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge} {...(withTerms && { terms })}>
      {step === 1 && !withTerms && (
        <Consent.Root>
          <Consent.Item value="billing" required>
            정기결제 약관
          </Consent.Item>
          <Consent.Item value="news">소식</Consent.Item>
        </Consent.Root>
      )}
      {step === 2 && (
        <>
          <BillingKey.Trigger data-testid="trigger" />
          <BillingKey.Status />
        </>
      )}
      <button type="button" onClick={() => setStep(step === 1 ? 2 : 1)}>
        step {step}
      </button>
    </BillingKey.Root>
  );
}

function WalletCheckout() {
  const [isWallet, setWallet] = useState(true);
  return (
    <>
      <BillingKey.Root pg="kcp_billing" order={order} charge={charge}>
        <Consent.Root>
          {isWallet && (
            <Consent.Item value="wallet" required>
              지갑 약관
            </Consent.Item>
          )}
          <Consent.Item value="news">소식</Consent.Item>
        </Consent.Root>
        <BillingKey.Trigger data-testid="trigger" />
      </BillingKey.Root>
      <button type="button" onClick={() => setWallet(false)}>
        card
      </button>
    </>
  );
}

function KeptByHost() {
  const [value, setValue] = useState<readonly string[]>([]);
  return (
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge}>
      <Consent.Root value={value} onValueChange={setValue}>
        <Consent.Item value="billing" required>
          정기결제 약관
        </Consent.Item>
      </Consent.Root>
      <button type="button" onClick={() => setValue(['billing'])}>
        agree
      </button>
      <BillingKey.Trigger data-testid="trigger" />
    </BillingKey.Root>
  );
}

const otherStep = () => userEvent.click(page.getByRole('button', { name: /^step/ }));

describe('<Consent.Root />', () => {
  it('says of each term what the root of the attempt says of it', async () => {
    installSdk();
    await renderBilling(
      <BillingKey.Root pg="kcp_billing" order={order} charge={charge} terms={terms}>
        <Consent.Root data-testid="terms">
          <Consent.Item value="billing">정기결제 약관</Consent.Item>
          <Consent.Item value="news">소식</Consent.Item>
        </Consent.Root>
        <BillingKey.Trigger data-testid="trigger" />
      </BillingKey.Root>,
    );
    const billing = page.getByRole('checkbox', { name: '(필수) 정기결제 약관' });
    await expect.element(billing).toHaveAttribute('aria-required', 'true');
    await expect.element(page.getByTestId('terms')).not.toHaveAttribute('data-complete');
    await userEvent.click(trigger());
    await expect.element(billing).toHaveAttribute('data-missing');
    await userEvent.click(billing);
    await expect.element(page.getByTestId('terms')).toHaveAttribute('data-complete');
    await expect.element(page.getByRole('checkbox', { name: '(선택) 소식' })).toHaveAttribute('aria-checked', 'false');
  });

  it('is still asked for in a later step, where it is unmounted', async () => {
    const imp = installSdk();
    await renderBilling(<Steps />, { strict: true });
    await otherStep();
    await userEvent.click(trigger());
    await expect.element(page.getByText('필수 약관에 동의하면 계속할 수 있어요.')).toBeVisible();
    expect(imp.requests).toHaveLength(0);

    await otherStep();
    await userEvent.click(box(/정기결제/));
    await otherStep();
    await expect.element(page.getByText('필수 약관에 동의하면')).not.toBeInTheDocument();
    await userEvent.click(trigger());
    await imp.nextRequest();
    await imp.cancel();
    await expect.element(trigger()).toHaveAttribute('data-status', 'cancelled');
  });

  it('remembers what was agreed to from one step to the next', async () => {
    installSdk();
    await renderBilling(<Steps />, { strict: true });
    await userEvent.click(box(/소식/));
    await otherStep();
    await otherStep();
    await expect.element(box(/소식/)).toBeChecked();
    await expect.element(box(/정기결제/)).not.toBeChecked();
  });

  it('is not needed for the terms of the root', async () => {
    const imp = installSdk();
    await renderBilling(<Steps withTerms />);
    await otherStep();
    await userEvent.click(trigger());
    await expect.element(page.getByText('필수 약관에 동의하면 계속할 수 있어요.')).toBeVisible();
    expect(imp.requests).toHaveLength(0);
  });

  it('takes what is required from its terms', async () => {
    const imp = installSdk();
    const onAgreedChange = vi.fn();
    const charge = vi.fn(async (_: IssuedKey) => 'receipt');
    await renderBilling(
      <BillingKey.Root pg="kcp_billing" order={order} charge={charge} onAgreedChange={onAgreedChange}>
        <Consent.Root terms={[...terms]}>
          <Consent.Item value="billing">정기결제 약관</Consent.Item>
          <Consent.Item value="news">소식</Consent.Item>
        </Consent.Root>
        <BillingKey.Trigger data-testid="trigger" />
        <BillingKey.Status />
      </BillingKey.Root>,
    );
    await expect.element(box(/^\(필수\) 정기결제/)).toBeVisible();
    await expect.element(box(/^\(선택\) 소식/)).toBeVisible();
    await userEvent.click(trigger());
    expect(document.activeElement).toBe(box(/정기결제/).element());
    await userEvent.keyboard(' ');
    expect(onAgreedChange.mock.calls).toEqual([[['billing']]]);
    await userEvent.click(trigger());
    await imp.nextRequest();
    await imp.issue();
    await expect.element(trigger()).toHaveAttribute('data-status', 'succeeded');
    expect(charge.mock.calls[0]?.[0].consents).toEqual([{ id: 'billing', version: '2026-09' }]);
  });

  it('does not ask for the term of an item that has gone alone', async () => {
    const imp = installSdk();
    await renderBilling(<WalletCheckout />, { strict: true });
    await userEvent.click(page.getByRole('button', { name: 'card' }));
    await userEvent.click(trigger());
    await imp.nextRequest();
    await imp.cancel();
    await expect.element(trigger()).toHaveAttribute('data-status', 'cancelled');
  });

  it('leaves the terms of another group alone', async () => {
    installSdk();
    await renderBilling(
      <BillingKey.Root pg="kcp_billing" order={order} charge={charge}>
        <Consent.Root>
          <Consent.Item value="billing">정기결제 약관</Consent.Item>
        </Consent.Root>
        <Consent.Root>
          <Consent.All>나머지 전체</Consent.All>
          <Consent.Item value="news">소식</Consent.Item>
        </Consent.Root>
      </BillingKey.Root>,
    );
    await userEvent.click(box(/정기결제/));
    await userEvent.click(box(/나머지/));
    await userEvent.click(box(/나머지/));
    await expect.element(box(/정기결제/)).toBeChecked();
    await expect.element(box(/소식/)).not.toBeChecked();
  });

  it('follows the list of a host that keeps it', async () => {
    const imp = installSdk();
    await renderBilling(<KeptByHost />, { strict: true });
    await userEvent.click(trigger());
    expect(imp.requests).toHaveLength(0);
    await userEvent.click(page.getByRole('button', { name: 'agree' }));
    await expect.element(box(/정기결제/)).toBeChecked();
    await userEvent.click(trigger());
    await imp.nextRequest();
    await imp.cancel();
    await expect.element(trigger()).toHaveAttribute('data-status', 'cancelled');
  });

  it('stands alone, without an attempt around it', async () => {
    const onValueChange = vi.fn();
    await renderBilling(
      <Consent.Root defaultValue={['news']} onValueChange={onValueChange}>
        <Consent.Item value="billing" required>
          정기결제 약관
        </Consent.Item>
        <Consent.Item value="news">소식</Consent.Item>
      </Consent.Root>,
    );
    await expect.element(box(/소식/)).toBeChecked();
    await userEvent.click(box(/정기결제/));
    expect(onValueChange.mock.calls).toEqual([[['news', 'billing']]]);
  });
});

describe('<Consent.Indicator />', () => {
  it('shows the choice without a stylesheet, and is no part of the name', async () => {
    await renderBilling(
      <Consent.Root>
        <Consent.All>
          <Consent.Indicator data-testid="all" />
          전체
        </Consent.All>
        <Consent.Item value="billing">
          <Consent.Indicator data-testid="one" />
          <b>약관</b>
        </Consent.Item>
        <Consent.Item value="news">소식</Consent.Item>
      </Consent.Root>,
    );
    const mark = (id: string) => page.getByTestId(id);
    await expect.element(mark('one')).toHaveTextContent('☐');
    await userEvent.click(page.getByRole('checkbox', { name: '약관', exact: true }));
    await expect.element(mark('one')).toHaveTextContent('☑');
    await expect.element(mark('one')).toHaveAttribute('data-checked', '');
    await expect.element(mark('all')).toHaveTextContent('▣');
    await expect.element(mark('all')).toHaveAttribute('data-checked', 'mixed');
  });
});

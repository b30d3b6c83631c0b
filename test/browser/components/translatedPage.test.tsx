import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BillingKey, Consent, OrderSummary, PaymentMethods, SubscribeCardButton } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';
import { translatePage } from './support/translatePage.js';

const button = () => page.getByRole('button').first();
let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** Answers with an error first, then with a receipt. */
function chargesAtTheSecondTry() {
  let calls = 0;
  return async () => {
    if (++calls === 1) throw new Error('declined');
    return 'receipt';
  };
}

function Shop() {
  const [price, setPrice] = useState(9900);
  return (
    <>
      <SubscribeCardButton pg="kcp_billing" order={order} charge={async () => 'ok'}>
        Start for {price} won
      </SubscribeCardButton>
      <input type="checkbox" onChange={() => setPrice(4900)} />
    </>
  );
}

function Checkout() {
  const [pg, setPg] = useState<'kcp_billing' | 'html5_inicis'>('kcp_billing');
  const amount = pg === 'kcp_billing' ? 9900 : 8900;
  return (
    <BillingKey.Root pg={pg} order={{ ...order, amount }} charge={async () => 'receipt'}>
      <OrderSummary order={{ ...order, amount }} period="month" />
      <PaymentMethods.Root pgs={['kcp_billing', 'html5_inicis']} value={pg} onValueChange={setPg} />
      <Consent.Root>
        <Consent.All />
        <Consent.Item value="billing" required={pg === 'html5_inicis'}>
          정기결제 이용약관
        </Consent.Item>
      </Consent.Root>
      <BillingKey.Trigger data-testid="trigger" />
      <BillingKey.Status />
      <BillingKey.ErrorMessage />
      <BillingKey.Cancel />
    </BillingKey.Root>
  );
}

describe('a page that Google Translate has rewritten', () => {
  it('goes through every state of the button, with text of the host around a number', async () => {
    const imp = installSdk();
    const price = 9900;
    const screen = await renderBilling(
      <SubscribeCardButton pg="kcp_billing" order={order} charge={chargesAtTheSecondTry()}>
        Start for {price} won
      </SubscribeCardButton>,
    );
    stop = translatePage(screen.container);
    await expect.element(button()).toHaveTextContent('Start for 9900 won (translated)');

    await userEvent.click(button());
    await imp.nextRequest();
    await expect.element(button()).toHaveTextContent('결제창에서 진행해 주세요 (translated)');
    await imp.cancel();
    await expect.element(button()).toHaveTextContent('Start for 9900 won (translated)');
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent('카드 등록을 취소했어요. 언제든 다시 시작할 수 있어요. (translated)');

    await userEvent.click(button());
    await imp.nextRequest();
    await imp.refuse({ errorMsg: '카드 유효기간을 확인해 주세요.' });
    await expect.element(button()).toHaveTextContent('다시 시도하기 (translated)');
    await expect.element(page.getByRole('status')).toHaveTextContent('카드 유효기간을 확인해 주세요. (translated)');

    await userEvent.click(button());
    await imp.nextRequest();
    await imp.issue();
    await expect.element(button()).toHaveTextContent('결제 다시 시도하기 (translated)');
    await userEvent.click(button());
    await expect.element(button()).toHaveTextContent('구독을 시작했어요 (translated)');
    await expect.element(page.getByRole('button', { name: '다른 카드로 결제하기' })).not.toBeInTheDocument();
  });

  it('shows another price of the host', async () => {
    installSdk();
    const screen = await renderBilling(<Shop />);
    stop = translatePage(screen.container);
    await expect.element(button()).toHaveTextContent('Start for 9900 won (translated)');
    await userEvent.click(page.getByRole('checkbox'));
    await expect.element(button()).toHaveTextContent('Start for 4900 won (translated)');
  });

  it('takes a label that changes its shape with the state', async () => {
    const imp = installSdk();
    const screen = await renderBilling(
      <SubscribeCardButton pg="kcp_billing" order={order} charge={async () => 'receipt'}>
        {(state) =>
          state.status === 'idle' ? (
            <>
              Pay {order.amount} <b>now</b>
            </>
          ) : state.status === 'succeeded' ? (
            <b>done</b>
          ) : (
            state.status
          )
        }
      </SubscribeCardButton>,
    );
    stop = translatePage(screen.container);
    await userEvent.click(button());
    await imp.nextRequest();
    await expect.element(button()).toHaveTextContent('window (translated)');
    await imp.issue();
    await expect.element(button()).toHaveTextContent('done (translated)');
  });

  it('goes through a checkout of parts: terms, methods, summary, error message, cancel', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout />);
    stop = translatePage(screen.container);
    const trigger = page.getByTestId('trigger');
    await userEvent.click(page.getByRole('radio').nth(1));
    await expect.element(page.getByText('8,900원 (translated)')).toBeVisible();
    await expect.element(page.getByText('(필수) 정기결제 이용약관 (translated)')).toBeVisible();
    await userEvent.click(trigger);
    await expect.element(page.getByText('필수 약관에 동의하면 계속할 수 있어요. (translated)')).toBeVisible();
    await userEvent.click(page.getByRole('checkbox').first());
    await userEvent.click(trigger);
    await imp.nextRequest();
    await expect.element(page.getByText('취소 (translated)')).toBeInTheDocument();
    await imp.refuse({ errorMsg: '한도 초과' });
    await expect.element(page.getByText('한도 초과 (translated)')).toBeVisible();
  });

  it('finishes a payment that an earlier page left', async () => {
    leaveRecord({ status: 'issued', key: { impUid: 'imp_1' } });
    let answer: ((receipt: string) => void) | undefined;
    const charge = () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      });
    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    stop = translatePage(screen.container);
    await userEvent.click(button());
    await expect.element(page.getByText('결제하고 있어요. 이 페이지를 닫지 말아 주세요. (translated)')).toBeVisible();
    await vi.waitUntil(() => answer);
    answer?.('receipt');
    await expect.element(page.getByRole('list')).not.toBeInTheDocument();
  });
});

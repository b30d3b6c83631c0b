import { createRef } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type BillingKeyState, customPg, en, type IssuedKey, SubscribeCardButton } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

const button = () => page.getByRole('button').first();
const said = () => page.getByRole('status');

function charges(...answers: ('ok' | 'declined')[]) {
  return vi.fn(async () => {
    if (answers.shift() === 'declined') throw new Error('declined');
    return { receipt: 'r1' };
  });
}

/** Every text that the live region held, in order: what a screen reader was given to say. */
function recordAnnouncements(): string[] {
  const texts: string[] = [];
  const region = said().element();
  new MutationObserver(() => {
    if (region.textContent) texts.push(region.textContent);
  }).observe(region, { childList: true, characterData: true, subtree: true });
  return texts;
}

describe('<SubscribeCardButton />', () => {
  it('takes `condition && value` for what it is, from a page without types', async () => {
    const imp = installSdk();
    const slip = { className: false, onClick: false, terms: null } as object;
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charges('ok')} {...slip} />);
    expect(button().element().className).toBe('rbk-trigger');
    await userEvent.click(button());
    await imp.nextRequest();
  });

  it('registers, charges, and keeps the focus from the click to the end', async () => {
    const imp = installSdk();
    const charge = charges('ok');
    const onSuccess = vi.fn();
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charge} onSuccess={onSuccess} />, {
      strict: true,
    });
    await expect.element(button()).toHaveTextContent('카드 등록하고 구독하기');
    expect(button().element().getAttribute('type')).toBe('button');
    const texts = recordAnnouncements();

    await userEvent.click(button());
    await imp.nextRequest();
    await expect.element(button()).toHaveAttribute('data-status', 'window');
    await expect.element(button()).toHaveAttribute('aria-disabled', 'true');
    await expect.element(button()).toHaveAttribute('aria-busy', 'true');
    expect(button().element()).toHaveProperty('disabled', false);
    expect(document.activeElement).toBe(button().element());

    await imp.issue();
    await expect.element(button()).toHaveAttribute('data-status', 'succeeded');
    expect(document.activeElement).toBe(button().element());
    expect(charge).toHaveBeenCalledTimes(1);
    expect(onSuccess).toHaveBeenCalledTimes(1);
    expect(texts.at(-1)).toBe('카드를 등록하고 구독을 시작했어요.');
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('shows what a PG says as text, unaltered', async () => {
    const imp = installSdk();
    const pgMessage = '<b>한도 초과</b> & "다시" <img src=x onerror=alert(1)>';
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charges()} />);
    await userEvent.click(button());
    await imp.nextRequest();
    await imp.refuse({ errorMsg: pgMessage });
    await expect.element(said()).toHaveTextContent('카드를 등록하지 못했어요');
    expect(said().element().textContent).toContain(pgMessage);
    expect(said().element().querySelector('img, b')).toBeNull();
    expect(said().element().querySelector('.rbk-pg-message')?.textContent).toBe(`카드사 안내 ${pgMessage}`);
    await expect.element(button()).toHaveAccessibleDescription(/한도 초과/);
    await expect.element(button()).toHaveTextContent('다시 시도하기');
  });

  it('after a charge that failed offers the charge again, without a window', async () => {
    const imp = installSdk();
    const charge = charges('declined', 'ok');
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charge} locale={en} />);
    await userEvent.click(button());
    await imp.nextRequest();
    await imp.issue();
    await expect.element(button()).toHaveTextContent('Try the payment again');
    await expect.element(page.getByRole('button', { name: 'Use another card' })).toBeVisible();

    await userEvent.click(button());
    await expect.element(button()).toHaveAttribute('data-status', 'succeeded');
    expect(imp.requests).toHaveLength(1);
    const [first, second] = charge.mock.calls as unknown as [{ chargeMerchantUid: string }][];
    expect(second?.[0].chargeMerchantUid).toBe(first?.[0].chargeMerchantUid);
    await expect.element(page.getByRole('button', { name: 'Use another card' })).not.toBeInTheDocument();
  });

  it('opens the window again for another card, and hands the focus to the button', async () => {
    const imp = installSdk();
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charges('declined')} />);
    await userEvent.click(button());
    await imp.nextRequest();
    await imp.issue();
    await userEvent.click(page.getByRole('button', { name: '다른 카드로 결제하기' }));
    await imp.nextRequest();
    expect(imp.requests).toHaveLength(2);
    expect(document.activeElement).toBe(button().element());
    await imp.cancel();
  });

  it('says so when the customer cancels, and stays ready', async () => {
    const imp = installSdk();
    await renderBilling(
      <SubscribeCardButton pg="kcp_billing" order={order} charge={charges()}>
        무료로 시작하기
      </SubscribeCardButton>,
    );
    await userEvent.click(button());
    await expect.element(button()).toHaveTextContent('결제창에서 진행해 주세요');
    await imp.nextRequest();
    await imp.cancel();
    await expect.element(said()).toHaveTextContent('카드 등록을 취소했어요.');
    await expect.element(button()).toHaveTextContent('무료로 시작하기');
    await expect.element(button()).not.toHaveAttribute('aria-disabled');
  });

  describe('prop: children', () => {
    it('takes a function of the state', async () => {
      const imp = installSdk();
      await renderBilling(
        <SubscribeCardButton pg="kcp_billing" order={order} charge={charges()}>
          {(state) => (state.status === 'succeeded' ? `영수증 ${state.data.receipt}` : state.status)}
        </SubscribeCardButton>,
      );
      await userEvent.click(button());
      await expect.element(button()).toHaveTextContent('window');
      await imp.nextRequest();
      await imp.issue();
      await expect.element(button()).toHaveTextContent('영수증 r1');
    });
  });

  it('has a way out while the SDK loads and while the window is open', async () => {
    const imp = installSdk();
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charges()} />);
    const cancel = page.getByRole('button', { name: '취소' });
    await expect.element(cancel).not.toBeInTheDocument();
    await userEvent.click(button());
    await imp.nextRequest();
    await expect.element(button()).toHaveAttribute('data-status', 'window');
    (cancel.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button()).toHaveAttribute('data-status', 'cancelled');
    expect(document.activeElement).toBe(button().element());
    await expect.element(cancel).not.toBeInTheDocument();
  });

  describe('prop: purpose', () => {
    it.each([
      ['register', '카드 등록하기', '카드를 등록했어요. 지금 결제된 금액은 없어요.'],
      ['change', '카드 변경하기', '카드를 변경했어요. 다음 결제부터 새 카드로 결제돼요.'],
    ] as const)('%s has its own sentences', async (purpose, label, done) => {
      const imp = installSdk();
      await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charges()} purpose={purpose} />);
      await expect.element(button()).toHaveTextContent(label);
      expect(button().element().hasAttribute('purpose')).toBe(false);
      await userEvent.click(button());
      await imp.nextRequest();
      await imp.issue();
      await expect.element(said()).toHaveTextContent(done);
    });

    it('gives way to a sentence of the place', async () => {
      await renderBilling(
        <SubscribeCardButton
          pg="kcp_billing"
          order={order}
          charge={charges()}
          purpose="change"
          messages={{ button: { idle: '새 카드' } }}
        />,
        { messages: { button: { idle: '지금 구독' } } },
      );
      await expect.element(button()).toHaveTextContent('새 카드');
    });
  });

  describe('prop: render', () => {
    it('puts everything on the host’s element, whose own handler runs first and may object', async () => {
      const imp = installSdk();
      let agreed = false;
      const ref = createRef<HTMLButtonElement>();
      await renderBilling(
        <SubscribeCardButton
          pg="kcp_billing"
          order={order}
          charge={charges()}
          className={(state) => `is-${state.status}`}
          style={{ color: 'red' }}
          render={
            <button
              type="button"
              className="mine"
              ref={ref}
              onClick={(event) => {
                if (!agreed) event.preventDefault();
              }}
            />
          }
        />,
      );
      expect(ref.current?.className.split(' ').sort()).toEqual(['is-idle', 'mine']);
      await userEvent.click(button());
      await expect.element(button()).toHaveAttribute('data-status', 'idle');
      agreed = true;
      await userEvent.click(button());
      await imp.nextRequest();
      await expect.element(button()).toHaveAttribute('data-status', 'window');
      await imp.cancel();
    });

    it('takes a function of props and state', async () => {
      installSdk();
      await renderBilling(
        <SubscribeCardButton
          pg="kcp_billing"
          order={order}
          charge={charges()}
          render={(props, state: BillingKeyState<unknown>) => <button {...props} title={state.status} />}
        />,
      );
      await expect.element(button()).toHaveAttribute('title', 'idle');
      expect(button().element().className).toBe('');
    });
  });

  describe('charges what it shows: another plan starts anew', () => {
    async function failAndChoose(failure: Error) {
      const imp = installSdk();
      const charge = vi.fn(async (issued: IssuedKey) => issued.name).mockRejectedValueOnce(failure);
      const plan = (name: string, amount: number) => (
        <SubscribeCardButton pg="kcp_billing" order={{ ...order, name, amount }} charge={charge} locale={en} />
      );
      const screen = await renderBilling(plan('Premium', 99000));
      await userEvent.click(button());
      await imp.nextRequest();
      await imp.issue();
      await expect.element(button()).toHaveTextContent('Try the payment again');

      await screen.rerender(inProvider(plan('Basic', 4900)));
      await expect.element(button()).toHaveTextContent('Register card and subscribe');
      await expect.element(said()).toHaveTextContent('');
      await expect.element(page.getByRole('button', { name: 'Use another card' })).not.toBeInTheDocument();
      return { imp, charge };
    }

    async function buy({ imp, charge }: Awaited<ReturnType<typeof failAndChoose>>) {
      await userEvent.click(button());
      await vi.waitUntil(() => imp.requests.length === 2);
      await imp.issue();
      await expect.element(button()).toHaveAttribute('data-status', 'succeeded');
      expect(charge.mock.calls.map(([{ name, amount }]) => [name, amount])).toEqual([
        ['Premium', 99000],
        ['Basic', 4900],
      ]);
    }

    it('after a charge that was declined', async () => {
      await buy(await failAndChoose(Object.assign(new Error('declined'), { status: 402 })));
    });

    it('after a charge without an answer, once the customer was told of it', async () => {
      const chosen = await failAndChoose(new TypeError('Failed to fetch'));
      // Nobody can say whether the first plan was paid after all: the customer decides.
      await userEvent.click(button());
      await expect.element(said()).toHaveTextContent('To pay anyway, press the button.');
      await expect.element(button()).toHaveTextContent('Pay anyway');
      expect(chosen.imp.requests).toHaveLength(1);
      await buy(chosen);
    });
  });

  it('offers to look again, and no other card, where the PG has taken the money with the key', async () => {
    const imp = installSdk();
    const charge = charges('declined', 'ok');
    const paid = { customerUid: 'card-1', name: order.name, amount: 9900, initialCharge: 'at-issue' } as const;
    await renderBilling(<SubscribeCardButton pg="kakaopay" order={paid} charge={charge} locale={en} />);
    await userEvent.click(button());
    await imp.nextRequest();
    await imp.issue();
    await expect.element(button()).toHaveTextContent('Check the payment again');
    await expect.element(said()).toHaveTextContent('Please don’t pay again');
    await expect.element(page.getByRole('button', { name: 'Use another card' })).not.toBeInTheDocument();
    await userEvent.click(button());
    await expect.element(button()).toHaveAttribute('data-status', 'succeeded');
    expect(charge).toHaveBeenCalledTimes(2);
    expect(imp.requests).toHaveLength(1);
  });

  it('asks for one more click without looking like an error', async () => {
    installSdk();
    vi.spyOn(navigator.userActivation, 'isActive', 'get').mockReturnValue(false);
    await renderBilling(
      <SubscribeCardButton
        pg={customPg({ code: 'other', popup: 'always', desktop: 'callback' })}
        order={order}
        charge={charges()}
      />,
      { preload: 'manual' },
    );
    await userEvent.click(button());
    await expect.element(button()).toHaveAttribute('data-error', 'needs_click');
    await expect.element(button()).toHaveTextContent('한 번 더 눌러 결제창 열기');
    await expect.element(said()).not.toHaveAttribute('data-tone');
    await expect.element(button()).not.toHaveAttribute('aria-describedby');
  });

  it('forwards its ref to the button', async () => {
    installSdk();
    const ref = createRef<HTMLButtonElement>();
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charges()} ref={ref} />);
    expect(ref.current).toBe(button().element());
  });

  it('two on a page each tell their own story', async () => {
    const imp = installSdk();
    await renderBilling(
      <>
        <SubscribeCardButton id="first" pg="kcp_billing" order={order} charge={charges()}>
          하나
        </SubscribeCardButton>
        <SubscribeCardButton id="second" pg="kcp_billing" order={order} charge={charges()}>
          둘
        </SubscribeCardButton>
      </>,
    );
    await userEvent.click(page.getByRole('button', { name: '하나' }));
    await imp.nextRequest();
    // The payment window covers the page; a keyboard still gets here.
    page
      .getByRole('button', { name: '둘' })
      .element()
      .dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await expect.element(page.getByText('다른 결제가 진행 중이에요. 끝난 뒤에 다시 눌러 주세요.')).toBeVisible();
    const [first, second] = document.querySelectorAll('[data-rbk=trigger]');
    expect(first?.getAttribute('data-status')).toBe('window');
    expect(second?.getAttribute('data-error')).toBe('busy');
    expect(imp.requests).toHaveLength(1);
    await imp.cancel();
  });

  it.each([
    ['is not loaded yet', undefined],
    ['is null', null],
    ['is a text', 'basic'],
  ])('whose order %s takes the page down neither in the render nor on the click', async (_, order) => {
    installSdk();
    const error = vi.mocked(console.error).mockImplementation(() => {});
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order as never} charge={charges()} />);
    const button = page.getByRole('button').first();
    await button.click();
    await expect.element(button).toHaveAttribute('data-error', 'invalid_request');
    expect(String(error.mock.lastCall?.[0])).toContain('order');
    error.mockClear();
  });
});

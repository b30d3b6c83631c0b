import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { CardManager, PastDue, SubscribeCardButton, Subscription } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { openKit } from '../support/kit.js';

const focusOn = (name: RegExp) => (page.getByRole('button', { name }).first().element() as HTMLElement).focus();

/** As the keyboard does as long as the key is down. A new call would be a new press. */
const holdEnter = () => userEvent.keyboard('{Enter>150/}');

describe('Enter that is held down', () => {
  it('cancels a subscription, and does not take it back with the button that the focus moves on to', async () => {
    const kit = openKit();
    await kit.buy('monthly');
    await kit.render(<Subscription.Root />);
    const region = page.getByRole('region');
    await page.getByRole('button', { name: '구독 해지' }).click();
    focusOn(/해지하기/);
    await holdEnter();
    await expect.element(region).toHaveAttribute('data-status', 'ending');
    await expect.element(page.getByRole('button', { name: '계속 구독하기' })).toHaveFocus();
    expect((await kit.subscription()).status).toBe('ending');
  });

  it('removes a card, and does nothing to the next one', async () => {
    const kit = openKit();
    for (let cards = 0; cards < 3; cards += 1) await kit.addCard();
    await kit.render(<CardManager />);
    await page.getByRole('button', { name: /삭제/ }).first().click();
    focusOn(/삭제하기/);
    await holdEnter();
    await vi.waitFor(() => expect(page.getByRole('listitem').elements()).toHaveLength(2));
    expect(kit.calls.filter((call) => call.startsWith('POST'))).toEqual([]);
  });

  it('asks a card that declines once', async () => {
    const kit = openKit();
    const { cardId } = await kit.buy('monthly');
    kit.simulator.setCardBehaviour(cardId, 'limit-exceeded');
    await kit.until((await kit.subscription()).nextCharge?.at ?? '');
    await kit.render(<PastDue.Root />);
    await expect.element(page.getByRole('button', { name: /결제하기/ })).toBeVisible();
    focusOn(/결제하기/);
    await holdEnter();
    await expect.element(page.getByRole('region')).toHaveAttribute('data-status', 'declined');
    expect(kit.calls.filter((call) => call.endsWith('/pay'))).toHaveLength(1);
  });

  it('tries a charge that failed once more, and not for as long as the key is down', async () => {
    installSdk({ outcome: 'issued' });
    const charge = vi.fn(() => Promise.reject(new Error('declined')));
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charge} />);
    await page.getByRole('button').click();
    await expect.element(page.getByRole('button', { name: /다시/ })).toBeVisible();
    focusOn(/다시/);
    await holdEnter();
    await vi.waitFor(() => expect(charge).toHaveBeenCalledTimes(2));
  });
});

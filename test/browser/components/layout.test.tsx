import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { en, ko, SubscribeCardButton } from '../../../src/index.js';
import '../../../src/styles.css';
import { installSdk, order, renderBilling } from '../support/billing.js';

const declined = () => Promise.reject(new Error('declined'));

describe('the stylesheet', () => {
  it.each([ko, en])('keeps everything where it is in every status, on a phone, in $locale', async (locale) => {
    const imp = installSdk();
    const screen = await renderBilling(
      <div style={{ inlineSize: '328px' }}>
        <SubscribeCardButton pg="kcp_billing" order={order} charge={declined} locale={locale} />
        <p data-testid="below">below</p>
      </div>,
    );
    const button = screen.getByRole('button').first();
    const place = () => {
      const { top, left, width, height } = button.element().getBoundingClientRect();
      return { top, left, width, height, below: screen.getByTestId('below').element().getBoundingClientRect().top };
    };
    const before = place();

    await userEvent.click(button);
    await imp.nextRequest();
    await expect.element(button).toHaveAttribute('data-status', 'window');
    expect(place(), 'window').toEqual(before);
    await imp.cancel();
    await expect.element(button).toHaveAttribute('data-status', 'cancelled');
    expect(place(), 'cancelled').toEqual(before);

    await userEvent.click(button);
    await imp.nextRequest();
    await imp.refuse({ errorMsg: '카드 유효기간을 확인해 주세요.' });
    await expect.element(button).toHaveAttribute('data-error', 'refused');
    expect(place(), 'refused').toEqual(before);

    await userEvent.click(button);
    await imp.nextRequest();
    await imp.issue();
    await expect.element(button).toHaveAttribute('data-error', 'charge_failed');
    expect(place(), 'charge failed').toEqual(before);
  });

  it('gives every target 44 px', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={declined} />);
    await userEvent.click(screen.getByRole('button').first());
    await imp.nextRequest();
    await imp.issue();
    await expect.element(screen.getByRole('button', { name: '다른 카드로 하기' })).toBeVisible();
    for (const target of screen.getByRole('button').elements()) {
      expect(target.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    }
  });
});

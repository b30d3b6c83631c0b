import { expect, it, onTestFinished } from 'vitest';
import { SubscribeCardButton } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';

it('an attempt runs beside another release on the page, whose state has another shape', async () => {
  for (const name of ['react-billing-key', 'react-billing-key/arrival']) {
    const key = Symbol.for(name);
    Reflect.set(window, key, { initialised: {}, taken: [] });
    onTestFinished(() => void Reflect.deleteProperty(window, key));
  }
  const imp = installSdk();
  const screen = await renderBilling(
    <SubscribeCardButton pg="kcp_billing" order={order} charge={async () => 'paid'} />,
  );
  const button = screen.getByRole('button').first();
  await button.click();
  await imp.nextRequest();
  await imp.issue();
  await expect.element(button).toHaveAttribute('data-status', 'succeeded');
});

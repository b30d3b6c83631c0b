import { expect, it, onTestFinished, vi } from 'vitest';
import { useBillingKey } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

/** A checkout in steps: the last of them says how the attempt ended. */
function Checkout({ plan = order.name }: { readonly plan?: string | undefined }) {
  const billing = useBillingKey({
    id: 'checkout',
    pg: 'kcp_billing',
    charge: async () => 'receipt',
    order: { ...order, name: plan },
  });
  return (
    <>
      <button {...billing.getButtonProps()}>Pay</button>
      <button type="button" onClick={billing.reset}>
        Start over
      </button>
      <p>{`${billing.status}, ${billing.isReturned ? 'came back' : 'was here'}`}</p>
    </>
  );
}

const issued = 'imp_uid=imp_1&imp_success=true';
const cancelled = 'imp_uid=imp_1&imp_success=false&error_msg=%EC%B7%A8%EC%86%8C';

/** A page that is back from the PG's, and whose next window stays on it. */
async function comeBack(answer: string) {
  const imp = installSdk();
  leaveRecord({ placeId: 'checkout' });
  const path = location.pathname;
  onTestFinished(() => history.replaceState(null, '', path));
  history.replaceState(null, '', `${path}?merchant_uid=registration1&${answer}`);
  return { imp, screen: await renderBilling(<Checkout />) };
}

it('who came back stays so for the next try, until the checkout starts over', async () => {
  const { imp, screen } = await comeBack(cancelled);
  await expect.element(screen.getByText('cancelled, came back')).toBeVisible();
  await screen.getByRole('button', { name: 'Pay' }).click();
  await imp.nextRequest();
  await expect.element(screen.getByText('window, came back')).toBeVisible();
  await imp.cancel();
  await expect.element(screen.getByText('cancelled, came back')).toBeVisible();
  await screen.getByRole('button', { name: 'Start over' }).click();
  await expect.element(screen.getByText('idle, was here')).toBeVisible();
  await screen.getByRole('button', { name: 'Pay' }).click();
  await vi.waitUntil(() => imp.requests.length === 2);
  await expect.element(screen.getByText('window, was here')).toBeVisible();
});

it('who never left was here all the while, also where the step is shown anew', async () => {
  const imp = installSdk();
  const screen = await renderBilling(<Checkout />);
  await screen.getByRole('button', { name: 'Pay' }).click();
  await imp.nextRequest();
  await expect.element(screen.getByText('window, was here')).toBeVisible();
  await screen.rerender(inProvider(null));
  await screen.rerender(inProvider(<Checkout />));
  await expect.element(screen.getByText('window, was here')).toBeVisible();
  await imp.issue();
  await expect.element(screen.getByText('succeeded, was here')).toBeVisible();
});

it('who came back to a page that had forgotten the plan reads that it is paid, and then buys another', async () => {
  const { screen } = await comeBack(issued);
  await expect.element(screen.getByText('succeeded, came back')).toBeVisible();
  // What the page begins with is not what was chosen on the page before.
  await screen.rerender(inProvider(<Checkout plan="Plus" />));
  await expect.element(screen.getByText('idle, came back')).toBeVisible();
  await screen.rerender(inProvider(<Checkout plan="Family" />));
  await expect.element(screen.getByText('idle, came back')).toBeVisible();
});

import { QueryClient } from '@tanstack/react-query';
import { Activity, type ReactNode, useState, version } from 'react';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { CardManager, type CardView } from '../../../src/index.js';
import { inProvider, installSdk, order } from '../support/billing.js';

const card: CardView = {
  cardId: 'one',
  name: 'BC카드',
  number: '5365-10**-****-1001',
  pg: 'kcp_billing',
  payMethod: 'card',
  isDefault: true,
  usedBy: [],
  createdAt: '2027-01-01T00:00:00.000Z',
};

const api = { savedCards: async () => [card] };
const replace = page.getByRole('button', { name: 'BC카드 (1001) 카드 변경' });

function Cards({ makeOrder }: { makeOrder: () => Promise<typeof order> }) {
  const charge = async () => ({ cardId: 'two' }) as never;
  return <CardManager register={{ pg: 'kcp_billing', order: makeOrder, charge }} />;
}

interface AccountProps {
  /** What the click does beside, and what takes that back. */
  readonly shop: (isAway: boolean, cards: ReactNode) => ReactNode;
  readonly children: ReactNode;
}

function Account({ shop, children }: AccountProps) {
  const [isAway, setAway] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setAway(false)}>
        {isAway ? 'Back' : 'Here'}
      </button>
      <div onClickCapture={() => setAway(true)}>{shop(isAway, children)}</div>
    </>
  );
}

const queryClient = new QueryClient();
const signsOut: AccountProps['shop'] = (isAway, cards) =>
  inProvider(cards, { api, queryClient, customerId: isAway ? 'lee' : 'kim' });
const hides: AccountProps['shop'] = (isAway, cards) =>
  inProvider(<Activity mode={isAway ? 'hidden' : 'visible'}>{cards}</Activity>, {
    api,
    queryClient,
    customerId: 'kim',
  });

/** React 18 has no `Activity`. */
const cases = version.startsWith('18.') ? [] : [['hides the cards', hides] as const];

it.each([['signs the customer out', signsOut] as const, ...cases])(
  'a click on another card that also %s opens no window, neither then nor when that is over',
  async (_, shop) => {
    const imp = installSdk();
    const makeOrder = vi.fn(async () => order);
    await render(
      <Account shop={shop}>
        <Cards makeOrder={makeOrder} />
      </Account>,
    );
    await expect.element(replace).toBeVisible();
    (replace.element() as HTMLElement).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await expect.element(replace).toBeVisible();
    // It is there for the next click, which opens the only window.
    await expect.element(replace).not.toHaveAttribute('aria-disabled');
    expect(makeOrder).not.toHaveBeenCalled();
    expect(imp.requests).toEqual([]);
  },
);

import { useState } from 'react';
import { createUid, type IssuedKey, SubscribeCardButton } from 'react-billing-key';
import { getPg } from 'react-billing-key/iamport';
import { useSearchParams } from 'react-router';
import { charges } from '../charges';
import { requireCustomer } from '../session';
import type { Route } from './+types/checkout';

interface Receipt {
  readonly customer: string;
  readonly amount: number;
}

export function loader({ request }: Route.LoaderArgs) {
  const customerId = requireCustomer(request);
  const own = charges.filter(({ customer }) => customer === customerId);
  return { charges: own.length, countedAt: new Date().toISOString() };
}

async function order() {
  // A phone leaves this page, and comes back to it, or to where the query says.
  const backTo = new URLSearchParams(location.search).get('backTo') ?? location.pathname;
  return {
    customerUid: createUid(),
    name: 'Basic plan',
    amount: 9900,
    redirectUrl: location.origin + backTo,
  };
}

async function charge({ chargeMerchantUid }: IssuedKey): Promise<Receipt> {
  const response = await fetch('/api/charge', { method: 'POST', body: JSON.stringify({ chargeMerchantUid }) });
  if (!response.ok) throw new Error(`The charge was answered with ${response.status}.`);
  return response.json();
}

export default function Checkout({ loaderData }: Route.ComponentProps) {
  const [receipt, setReceipt] = useState<Receipt>();
  const [, setSearchParams] = useSearchParams();

  /** Loads anew at the address that the router remembers, with one parameter more. */
  function refresh() {
    setSearchParams(
      (search) => {
        search.set('paid', '1');
        return search;
      },
      { replace: true },
    );
  }

  return (
    <main>
      <h1>Basic plan</h1>
      <p>{getPg('kcp_billing').names.ko}</p>
      <SubscribeCardButton
        pg="kcp_billing"
        order={order}
        purchaseKey={['basic']}
        charge={charge}
        onSuccess={setReceipt}
      />
      {receipt && (
        <output>
          {receipt.customer} paid {receipt.amount} won
          <button type="button" onClick={refresh}>
            Refresh
          </button>
        </output>
      )}
      <p>
        Charges: {loaderData.charges}, counted at <time>{loaderData.countedAt}</time>
      </p>
    </main>
  );
}

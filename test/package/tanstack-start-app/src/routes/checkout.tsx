import { createFileRoute, redirect, useRouter } from '@tanstack/react-router';
import { createServerFn } from '@tanstack/react-start';
import { getCookie } from '@tanstack/react-start/server';
import { useState } from 'react';
import { createUid, type IssuedKey, SubscribeCardButton } from 'react-billing-key';
import { getPg } from 'react-billing-key/iamport';
import { charges } from '../charges';

const countCharges = createServerFn().handler(() => {
  const own = charges.filter(({ customer }) => customer === getCookie('customer'));
  return { charges: own.length, countedAt: new Date().toISOString() };
});

export const Route = createFileRoute('/checkout')({
  // The guard: signs in first, and comes back to the whole address.
  beforeLoad({ context, location }) {
    if (context.customerId === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  loader: () => countCharges(),
  component: Checkout,
});

interface Receipt {
  readonly customer: string;
  readonly amount: number;
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

function Checkout() {
  const [receipt, setReceipt] = useState<Receipt>();
  const router = useRouter();
  const counted = Route.useLoaderData();
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
          {/* Loads anew at the address that the router remembers. */}
          <button type="button" onClick={() => router.invalidate()}>
            Refresh
          </button>
        </output>
      )}
      <p>
        Charges: {counted.charges}, counted at <time>{counted.countedAt}</time>
      </p>
    </main>
  );
}

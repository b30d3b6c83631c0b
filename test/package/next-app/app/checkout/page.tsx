import { getPg } from 'react-billing-key/iamport';
import { charges } from '../../lib/charges';
import { requireCustomer } from '../../lib/session';
import { Subscribe } from './Subscribe';

/** A server component: it uses the core, which needs no browser, and leaves the rest to the client. */
export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const customerId = await requireCustomer(`/checkout?${new URLSearchParams(await searchParams)}`);
  return (
    <main>
      <h1>Basic plan</h1>
      <p>{getPg('kcp_billing').names.ko}</p>
      <Subscribe />
      <p>
        Charges: {charges.filter(({ customer }) => customer === customerId).length}, counted at{' '}
        <time>{new Date().toISOString()}</time>
      </p>
    </main>
  );
}

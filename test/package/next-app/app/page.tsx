import { getPg } from 'react-billing-key/core';
import { Subscribe } from './Subscribe';

/** A server component: it uses the core, which needs no browser, and leaves the rest to the client. */
export default function Page() {
  return (
    <main>
      <h1>베이직</h1>
      <p id="pg">{getPg('kcp_billing').names.ko}</p>
      <Subscribe name="베이직" amount={9900} />
    </main>
  );
}

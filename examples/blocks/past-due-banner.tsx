'use client';

import { PastDue } from 'react-billing-key';

/** On every page, inside `<Billing>`: it is there while something is past due, and nothing otherwise. */
export function PastDueBanner() {
  return (
    <PastDue.Root register={{ pg: 'kcp_billing' }} className="mx-auto mb-6 w-full max-w-xl">
      <PastDue.Message />
      <PastDue.Deadline />
      <PastDue.Retry />
      <PastDue.AnotherCard />
    </PastDue.Root>
  );
}

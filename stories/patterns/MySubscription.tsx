import { Subscription } from 'react-billing-key';

/** What is subscribed to and what comes next; cancelling with the paid period, and taking that back. */
export function MySubscription() {
  return (
    <Subscription.Root>
      <Subscription.Plan />
      <Subscription.NextCharge />
      <Subscription.Card />
      <Subscription.Consent />
      <Subscription.Resume />
      <Subscription.Cancel />
      <Subscription.End />
    </Subscription.Root>
  );
}

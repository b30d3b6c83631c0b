import { Subscription } from 'react-billing-key';

export function MySubscription() {
  return (
    <Subscription.Root>
      <Subscription.Plan />
      <Subscription.NextCharge />
      <Subscription.Consent />
      <Subscription.Resume />
      <Subscription.Cancel />
      <Subscription.End />
    </Subscription.Root>
  );
}

import { HeldAttempt } from '../../.storybook/environment/HeldAttempt.js';
import type { HeldStateName } from '../../.storybook/environment/heldStates.js';
import { nextCharge, sampleIn } from '../../.storybook/environment/sampleData.js';
import preview from '../../.storybook/preview.js';
import { BillingKey, Consent, OrderSummary, PaymentMethods } from '../../src/index.js';

const { Trigger, Status, ErrorMessage, RetryCharge, AnotherCard, Cancel } = BillingKey;

const meta = preview.meta({
  title: 'Parts/BillingKey',
  tags: ['autodocs'],
  component: Trigger,
  subcomponents: { Status, ErrorMessage, RetryCharge, AnotherCard, Cancel },
  parameters: { held: true, controls: { disable: true } },
  globals: { outcome: 'byHand', network: 'fast' },
});

/** A whole checkout of one attempt: each status, as each part shows it. */
function everyPart(state: HeldStateName) {
  return {
    render: (_: unknown, { globals }: { globals: Record<string, unknown> }) => {
      const { order, terms } = sampleIn(globals.locale);
      return (
        <HeldAttempt state={state}>
          <OrderSummary order={order} period="month" nextCharge={nextCharge} />
          <PaymentMethods.Root pgs={['kcp_billing', 'payco', 'kakaopay', 'naverpay']} value="kcp_billing" />
          <Consent.Root defaultValue={['billing']}>
            <Consent.All />
            <Consent.Item value="billing" required>
              {terms.billing}
            </Consent.Item>
            <Consent.Link term={terms.billing} href="#billing" />
            <Consent.Item value="news">{terms.news}</Consent.Item>
          </Consent.Root>
          <BillingKey.Trigger />
          <BillingKey.Status />
          <BillingKey.ErrorMessage />
          <div className="row centred">
            <BillingKey.AnotherCard />
            <BillingKey.Cancel />
          </div>
        </HeldAttempt>
      );
    },
  };
}

export const Idle = meta.story(everyPart('idle'));
export const Loading = meta.story(everyPart('loading'));
export const Window = meta.story(everyPart('window'));
export const Redirecting = meta.story(everyPart('redirecting'));
export const Charging = meta.story(everyPart('charging'));
export const Paused = meta.story(everyPart('paused'));
export const Succeeded = meta.story(everyPart('succeeded'));
export const Cancelled = meta.story(everyPart('cancelled'));
export const Refused = meta.story(everyPart('refused'));
export const ChargeFailed = meta.story(everyPart('chargeFailed'));
export const Unverified = meta.story(everyPart('unverified'));
export const Unresolved = meta.story(everyPart('unresolved'));
export const NeedsClick = meta.story(everyPart('needsClick'));
export const NotLoaded = meta.story(everyPart('notLoaded'));

/** Where the trigger is out of view, as on a page that the customer comes back to. */
export const RetryWithoutATrigger = meta.story({
  render: () => (
    <HeldAttempt state="chargeFailed">
      <BillingKey.ErrorMessage />
      <div className="row centred">
        <BillingKey.RetryCharge />
        <BillingKey.AnotherCard />
      </div>
    </HeldAttempt>
  ),
});

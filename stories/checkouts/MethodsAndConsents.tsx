import { useState } from 'react';
import { BillingKey, Consent, OrderSummary, PaymentMethods } from '../../src/index.js';
import { charge } from '../world/api.js';
import { nextCharge, order } from '../world/order.js';
import { termsIn } from '../world/terms.js';

const pgs = ['kcp_billing', 'kakaopay', 'naverpay'] as const;

/** A checkout of the parts: summary, method, terms, button. */
export function MethodsAndConsents({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const [pg, setPg] = useState<(typeof pgs)[number]>('kcp_billing');
  const { billing, privacy, news } = termsIn[locale];
  return (
    <BillingKey.Root className="stack" pg={pg} order={order} charge={charge} onUnmount="cancel" chargeTimeout={4000}>
      <OrderSummary order={order} period="month" nextCharge={nextCharge} />
      <PaymentMethods.Root pgs={pgs} value={pg} onValueChange={setPg} />
      <Consent.Root>
        <Consent.All />
        <Consent.Item value="billing" required>
          {billing}
        </Consent.Item>
        <Consent.Link term={billing} href="#billing" />
        <Consent.Item value="privacy" required>
          {privacy}
        </Consent.Item>
        <Consent.Link term={privacy} href="#privacy" />
        <Consent.Item value="news">{news}</Consent.Item>
      </Consent.Root>
      <BillingKey.Trigger />
      <BillingKey.Status />
      <BillingKey.AnotherCard />
    </BillingKey.Root>
  );
}

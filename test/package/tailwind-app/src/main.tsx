import { type ReactNode, StrictMode } from 'react';
import { createUid } from 'react-billing-key';
import { FakeIamportPage, testCharge } from 'react-billing-key/testing';
import { createRoot } from 'react-dom/client';
import { Billing } from '@/components/billing/billing';
import { CardPage } from '@/components/billing/card-page';
import { Checkout } from '@/components/billing/checkout';
import { PastDueBanner } from '@/components/billing/past-due-banner';
import './index.css';

const root = document.getElementById('root');
if (!root) throw new Error('There is no #root.');

/** Who is signed in, as far as this app knows. */
const customerId = /customer=(\w+)/.exec(document.cookie)?.[1] ?? null;

// A demo that is built for production has to say that it means it.
const iKnowThisIsNotAPaymentWindow = true;
const charge = testCharge({ iKnowThisIsNotAPaymentWindow });
const order = { customerUid: createUid(), name: '베이직 요금제', amount: 9900 };

const pages: Readonly<Record<string, ReactNode>> = {
  '/': (
    <Billing customerId={customerId} charge={charge}>
      <Checkout order={order} />
    </Billing>
  ),
  '/checkout': (
    <Billing customerId={customerId}>
      <Checkout />
    </Billing>
  ),
  '/cards': (
    <Billing customerId={customerId}>
      <PastDueBanner />
      <CardPage />
    </Billing>
  ),
};

createRoot(root).render(
  <StrictMode>
    <FakeIamportPage options={{ ui: true, iKnowThisIsNotAPaymentWindow, apiUrl: `${location.origin}/iamport` }}>
      {pages[location.pathname]}
    </FakeIamportPage>
  </StrictMode>,
);

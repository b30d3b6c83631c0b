import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { BillingProvider } from 'react-billing-key';
import { installFakeIamport } from 'react-billing-key/testing';
import { createRoot } from 'react-dom/client';
import { Checkout } from './Checkout';
import 'react-billing-key/styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('There is no #root.');

// A demo that is built for production has to say that it means it.
installFakeIamport({ ui: true, iKnowThisIsNotAPaymentWindow: true });

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <BillingProvider userCode="imp00000000">
        <Checkout />
      </BillingProvider>
    </QueryClientProvider>
  </StrictMode>,
);

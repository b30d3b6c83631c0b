import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { installFakePortOne } from 'react-billing-key/testing';
import { BillingProvider } from 'react-billing-key/v2';
import { createRoot } from 'react-dom/client';
import { Checkout } from './Checkout';
import 'react-billing-key/styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('There is no #root.');

// A demo that is built for production has to say that it means it.
installFakePortOne({ ui: true, iKnowThisIsNotAPaymentWindow: true });

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <BillingProvider storeId="store-00000000">
        <Checkout />
      </BillingProvider>
    </QueryClientProvider>
  </StrictMode>,
);

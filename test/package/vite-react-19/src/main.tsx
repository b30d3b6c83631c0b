import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { BillingProvider } from 'react-billing-key';
import fakeIamport from 'react-billing-key/fake-iamport.js?url';
import { createRoot } from 'react-dom/client';
import { Checkout } from './Checkout';
import 'react-billing-key/styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('There is no #root.');

// Where a page has a nonce, so must the script that the provider adds.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <BillingProvider userCode="imp00000000" scriptUrl={fakeIamport} nonce={nonce}>
        <Checkout />
      </BillingProvider>
    </QueryClientProvider>
  </StrictMode>,
);

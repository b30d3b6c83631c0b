import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { StrictMode, useState } from 'react';
import { BillingKey, BillingProvider } from 'react-billing-key';
import { createRoot } from 'react-dom/client';
import 'react-billing-key/styles.css';
import { api, getConfig } from '../../../../examples/checkout/web/api.js';
import { Steps } from './Steps.js';

function App() {
  const [isFinished, setFinished] = useState(false);
  const config = useQuery({ queryKey: ['config'], queryFn: getConfig, staleTime: Number.POSITIVE_INFINITY });
  if (!config.data) return null;
  const { userCode, scriptUrl, customerId, plans } = config.data;
  return (
    <BillingProvider userCode={userCode} scriptUrl={scriptUrl} customerId={customerId} api={api}>
      <h1>모두의 구독</h1>
      {/* A payment that an earlier page left unfinished: the card is registered, and its charge is not settled. */}
      <BillingKey.Recovery onSuccess={() => setFinished(true)} />
      {isFinished && <p role="status">결제를 마쳤어요</p>}
      <Steps plans={plans} />
    </BillingProvider>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);

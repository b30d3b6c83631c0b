import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { StrictMode, useEffect, useState } from 'react';
import {
  BillingApiError,
  BillingKey,
  BillingProvider,
  billingApi,
  SubscribeCardButton,
  useSubscription,
} from 'react-billing-key/v2';
import { createRoot } from 'react-dom/client';

interface Config {
  readonly storeId: string;
  readonly channelKey: string;
  readonly scriptUrl: string;
  readonly customerId: string;
}

const api = billingApi('/api/billing');
const read = async <T,>(path: string): Promise<T> => (await fetch(path)).json();

/** As the example's page: one plan, what an earlier page left unfinished, and what was paid. */
function Checkout({ channelKey }: Pick<Config, 'channelKey'>) {
  const queryClient = useQueryClient();
  const [isPaid, setPaid] = useState(false);
  // A button that is being used stays, whatever the server finds out meanwhile.
  const [isTrying, setTrying] = useState(false);
  const [isOwned, setOwned] = useState(false);
  // What an earlier page has begun ends while this one is open.
  const history = useQuery({
    queryKey: ['history'],
    queryFn: () => read<string[]>('/api/history'),
    refetchInterval: ({ state }) => (state.data?.includes('pending') ? 500 : false),
  });
  const paid = history.data?.filter((status) => status === 'paid').length ?? 0;
  useEffect(() => {
    if (paid > 0) void queryClient.invalidateQueries({ queryKey: api.subscriptions.queryKey });
  }, [paid, queryClient]);
  const { subscription } = useSubscription();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['history'] });
  const onPaid = () => {
    setPaid(true);
    refresh();
  };
  return (
    <>
      {isPaid ? (
        <h1>카드가 등록되고 9,900원이 결제됐어요</h1>
      ) : (
        <>
          <h1>어떤 구독으로 시작할까요?</h1>
          {isOwned && <p>이미 이용 중인 구독이 있어요. 바꾸려면 먼저 해지해 주세요.</p>}
          <BillingKey.Recovery charge={api.charge} onSuccess={onPaid} />
          {subscription && !isTrying ? (
            <h2>이미 이용 중인 구독이 있어요</h2>
          ) : (
            <SubscribeCardButton
              id="checkout"
              pg="kcp_v2"
              channelKey={channelKey}
              order={() => {
                setTrying(true);
                return api.order('basic')();
              }}
              purchaseKey={['basic']}
              charge={api.charge}
              onSuccess={onPaid}
              onError={({ cause }) => {
                setOwned(cause instanceof BillingApiError && cause.code === 'subscription_exists');
                refresh();
              }}
            />
          )}
        </>
      )}
      <ul>
        {history.data?.map((status, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that only grows
          <li key={index} data-status={status}>
            <span>{status === 'paid' ? '결제 완료' : status}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function App() {
  const { data } = useQuery({
    queryKey: ['config'],
    queryFn: () => read<Config>('/api/config'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  return (
    <BillingProvider storeId={data.storeId} scriptUrl={data.scriptUrl} customerId={data.customerId} api={api}>
      <Checkout channelKey={data.channelKey} />
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

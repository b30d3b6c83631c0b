import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BillingKey, BillingProvider, SubscribeCardButton } from 'react-billing-key/v2';
import type { PortOnePage } from '../readPortOneConfig.js';
import { api, getConfig } from './api.js';

/** The checkout over PortOne V2: one plan, one button, and the receipt. */
export function App(): ReactNode {
  const config = useQuery({ queryKey: ['config'], queryFn: getConfig, staleTime: Number.POSITIVE_INFINITY });
  return (
    <>
      <header className="topbar">
        <span className="logo" aria-hidden="true">
          M
        </span>
        <span className="brand">모두의 구독</span>
        <span className="chip">포트원 V2</span>
      </header>
      <main className="page narrow">
        {config.data ? (
          <BillingProvider storeId={config.data.storeId} scriptUrl={config.data.scriptUrl} api={api}>
            <Checkout config={config.data} />
          </BillingProvider>
        ) : (
          <p className="panel notice">{config.isError ? '페이지를 불러오지 못했어요.' : '불러오고 있어요…'}</p>
        )}
      </main>
    </>
  );
}

function Checkout({ config }: { config: PortOnePage }): ReactNode {
  const [receipt, setReceipt] = useState<{ name: string; amount: number }>();
  if (receipt) {
    return (
      <section className="panel form" role="status">
        <h1>구독을 시작했어요</h1>
        <p>
          {receipt.name} {receipt.amount.toLocaleString('ko-KR')}원을 결제했어요.
        </p>
      </section>
    );
  }
  return (
    <section className="panel form">
      <h1>모두의 구독 베이직</h1>
      <p>매월 9,900원이 결제돼요.</p>
      <BillingKey.Recovery charge={api.charge} onSuccess={setReceipt} />
      <SubscribeCardButton
        // By its id, a customer who comes back from the payment page finds this place again.
        id="checkout"
        // A PG of the environment, whose demands are checked when the button is pressed.
        pg={config.pg as 'kcp_v2'}
        channelKey={config.channelKey}
        order={api.order('basic')}
        purchaseKey={['basic']}
        charge={api.charge}
        onSuccess={setReceipt}
      />
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { BillingProvider, PastDue } from 'react-billing-key';
import { api, getConfig } from './api.js';
import { CardPage } from './CardPage.js';
import { Checkout } from './Checkout.js';
import { registerWith } from './registerWith.js';
import { Link, usePath } from './route.js';
import { SubscriptionPage } from './SubscriptionPage.js';

/** Asks the backend who is here, and which account and plans there are, then shows the page. */
export function App(): ReactNode {
  const path = usePath();
  const {
    data: config,
    isError,
    refetch,
  } = useQuery({
    queryKey: ['config'],
    queryFn: getConfig,
    staleTime: Number.POSITIVE_INFINITY,
  });

  return (
    <>
      <header className="topbar">
        <span className="logo" aria-hidden="true">
          M
        </span>
        <span className="brand">모두의 구독</span>
        <nav className="ways" aria-label="메뉴">
          <Link href="/">상품</Link>
          <Link href="/subscription">내 구독</Link>
          <Link href="/card">내 카드</Link>
        </nav>
        {config?.simulated && <span className="chip">모의 결제</span>}
      </header>
      {config ? (
        <BillingProvider
          userCode={config.userCode}
          scriptUrl={config.scriptUrl}
          api={api}
          customerId={config.customerId}
        >
          {/* On every page: a renewal that was declined is news wherever the customer is. */}
          <PastDue.Root className="banner" register={registerWith(config)} />
          {path === '/card' ? (
            <CardPage config={config} />
          ) : path === '/subscription' ? (
            <SubscriptionPage />
          ) : (
            <Checkout config={config} />
          )}
        </BillingProvider>
      ) : (
        <main className="page">
          {isError ? (
            <section className="panel notice" role="alert">
              <h1>페이지를 불러오지 못했어요</h1>
              <p>서버에 연결되면 바로 이어서 보여 드릴게요. 잠시 뒤 다시 시도해 주세요.</p>
              <button type="button" className="button secondary" onClick={() => void refetch()}>
                다시 시도하기
              </button>
            </section>
          ) : (
            <p className="panel notice" aria-busy="true">
              불러오고 있어요…
            </p>
          )}
        </main>
      )}
    </>
  );
}

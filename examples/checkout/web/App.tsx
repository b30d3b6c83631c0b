import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { BillingProvider } from 'react-billing-key';
import { getConfig, getPlans } from './api.js';
import { Checkout } from './Checkout.js';
import { charge, getCharge } from './charge.js';

/** Asks the backend which account and which plans there are, then shows the checkout. */
export function App(): ReactNode {
  const config = useQuery({ queryKey: ['config'], queryFn: getConfig, staleTime: Number.POSITIVE_INFINITY });
  const plans = useQuery({ queryKey: ['plans'], queryFn: getPlans, staleTime: Number.POSITIVE_INFINITY });

  return (
    <>
      <header className="topbar">
        <span className="logo" aria-hidden="true">
          M
        </span>
        <span className="brand">모두의 구독</span>
        {config.data?.simulated && <span className="chip">모의 결제</span>}
      </header>
      {config.data && plans.data ? (
        <BillingProvider
          userCode={config.data.userCode}
          scriptUrl={config.data.scriptUrl}
          charge={charge}
          getCharge={getCharge}
        >
          <Checkout config={config.data} plans={plans.data} />
        </BillingProvider>
      ) : (
        <main className="page">
          {config.isError || plans.isError ? (
            <section className="panel notice" role="alert">
              <h1>페이지를 불러오지 못했어요</h1>
              <p>서버에 연결되면 바로 이어서 보여 드릴게요. 잠시 뒤 다시 시도해 주세요.</p>
              <button
                type="button"
                className="button secondary"
                onClick={() => void Promise.all([config.refetch(), plans.refetch()])}
              >
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

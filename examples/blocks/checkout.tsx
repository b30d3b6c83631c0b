'use client';

import { useState } from 'react';
import { BillingKey, Consent, type OrderFor, OrderSummary, PaymentMethods } from 'react-billing-key';
import { api } from './billing';

/** What is sold. The customer reads it here; your server charges the price of its own table. */
const plan = { id: 'basic', name: '베이직 요금제', amount: 9900 };

const pgs = ['kcp_billing', 'kakaopay'] as const;
type Pg = (typeof pgs)[number];

/** A change of the text is a new version: the versions that were agreed to reach your server with the charge. */
const terms = [
  { id: 'billing', version: '2026-12', required: true },
  { id: 'privacy', version: '2026-12', required: true },
  { id: 'news' },
];

/** As much of what your server answers to the charge as is shown. */
interface Receipt {
  readonly name: string;
  readonly amount: number;
}

interface CheckoutProps {
  /** Only for the time before there is a server, which makes the orders. */
  readonly order?: OrderFor<Pg>;
}

/** Summary, method, terms, button; and the receipt in their place once it is paid. */
export function Checkout({ order }: CheckoutProps) {
  const [pg, setPg] = useState<Pg>('kcp_billing');
  return (
    <BillingKey.Root<Pg, Receipt>
      // By its id, a customer who comes back from a payment page finds this place again.
      id="checkout"
      pg={pg}
      order={order ?? api.order(plan.id)}
      purchaseKey={[plan.id]}
      terms={terms}
      className="mx-auto w-full max-w-md gap-6 rounded-2xl border border-(--rbk-border) bg-(--rbk-surface) p-6 shadow-sm"
    >
      {(attempt) => (
        <>
          {attempt.status === 'succeeded' ? (
            <PaidReceipt {...attempt.data} />
          ) : (
            <>
              <h2 className="text-xl font-bold">구독하기</h2>
              <OrderSummary order={plan} period="month" howToCancel />
              <div className="grid gap-2">
                <h3 id="checkout-methods" className="font-semibold">
                  결제 수단
                </h3>
                <PaymentMethods.Root pgs={pgs} value={pg} onValueChange={setPg} aria-labelledby="checkout-methods" />
              </div>
              <Consent.Root>
                <Consent.All />
                <Consent.Item value="billing">정기결제 이용약관</Consent.Item>
                <Consent.Link term="정기결제 이용약관" href="/terms/billing" />
                <Consent.Item value="privacy">개인정보 제3자 제공</Consent.Item>
                <Consent.Link term="개인정보 제3자 제공" href="/terms/privacy" />
                <Consent.Item value="news">혜택 알림 받기</Consent.Item>
              </Consent.Root>
            </>
          )}
          <div className="grid gap-2">
            <BillingKey.Trigger />
            <BillingKey.Status />
            <BillingKey.AnotherCard />
            <BillingKey.Cancel />
          </div>
        </>
      )}
    </BillingKey.Root>
  );
}

function PaidReceipt({ name, amount }: Receipt) {
  return (
    <section className="grid gap-4" aria-labelledby="checkout-receipt">
      <h2 id="checkout-receipt" className="text-xl font-bold">
        결제 내역
      </h2>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
        <dt className="text-(--rbk-text-muted)">상품</dt>
        <dd className="text-end">{name}</dd>
        <dt className="text-(--rbk-text-muted)">결제 금액</dt>
        <dd className="text-end font-bold tabular-nums">{amount.toLocaleString('ko-KR')}원</dd>
      </dl>
    </section>
  );
}

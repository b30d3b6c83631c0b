import { useEffect, useRef, useState } from 'react';
import { BillingKey, Consent, OrderSummary, PaymentMethods } from '../../src/index.js';
import { charge } from '../world/api.js';
import { nextCharge, order } from '../world/order.js';
import { termsIn } from '../world/terms.js';

const pgs = ['kcp_billing', 'kakaopay'] as const;

/** Three steps; the last one opens the window. Each step tells its heading to screen readers by taking the focus there. */
export function MultiStep() {
  const [step, setStep] = useState(0);
  const [pg, setPg] = useState<(typeof pgs)[number]>('kcp_billing');
  const [agreed, setAgreed] = useState<readonly string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the step changes
  useEffect(() => {
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [step]);

  const titles = ['결제 수단을 골라 주세요', '약관에 동의해 주세요', '이대로 구독할까요?'];
  return (
    <BillingKey.Root className="stack" pg={pg} order={order} charge={charge} onUnmount="cancel">
      <p className="muted">{step + 1} / 3</p>
      <h2 ref={heading} tabIndex={-1}>
        {titles[step]}
      </h2>
      {step === 0 && <PaymentMethods.Root pgs={pgs} value={pg} onValueChange={setPg} />}
      {step === 1 && (
        <Consent.Root value={agreed} onValueChange={setAgreed}>
          <Consent.All />
          <Consent.Item value="billing" required>
            {termsIn.ko.billing}
          </Consent.Item>
          <Consent.Link term={termsIn.ko.billing} href="#billing" />
        </Consent.Root>
      )}
      {step === 2 && (
        <>
          <OrderSummary order={order} period="month" nextCharge={nextCharge} />
          <BillingKey.Trigger />
          <BillingKey.Status />
          <BillingKey.AnotherCard />
        </>
      )}
      <div className="row">
        {step > 0 && (
          <button type="button" className="plain-button" onClick={() => setStep(step - 1)}>
            이전
          </button>
        )}
        {step < 2 && (
          <button
            type="button"
            className="plain-button"
            disabled={step === 1 && !agreed.includes('billing')}
            onClick={() => setStep(step + 1)}
          >
            다음
          </button>
        )}
      </div>
    </BillingKey.Root>
  );
}

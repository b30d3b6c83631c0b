import { useState } from 'react';
import { BillingKey, Consent } from 'react-billing-key';
import type { Plan } from '../../../../examples/checkout/server/plans.js';
import { api } from '../../../../examples/checkout/web/api.js';

const terms = [
  { id: 'billing', version: '2026-09', required: true },
  { id: 'privacy', version: '3', required: true },
  { id: 'news', version: '1' },
];
const titles = ['요금제를 골라 주세요', '약관에 동의해 주세요', '이대로 구독할까요?'];

/** A checkout of three steps, as a shop writes it: what was chosen lives in the page and goes with it. */
export function Steps({ plans }: { plans: readonly Plan[] }) {
  const [chosen, setStep] = useState<number>();
  const [planId, setPlanId] = useState('basic');
  const name = plans.find(({ id }) => id === planId)?.name;
  return (
    <BillingKey.Root id="steps" pg="kcp_billing" terms={terms} order={api.order(planId)} purchaseKey={[planId]}>
      {({ isReturned, isPending, status }) => {
        const step = chosen ?? (isReturned ? 2 : 0);
        return (
          <>
            <h2>{titles[step]}</h2>
            {step === 0 &&
              plans.map((plan) => (
                <label key={plan.id}>
                  <input type="radio" name="plan" checked={plan.id === planId} onChange={() => setPlanId(plan.id)} />
                  {plan.name}
                </label>
              ))}
            {step === 1 && (
              <Consent.Root>
                <Consent.Item value="billing">정기결제 이용약관</Consent.Item>
                <Consent.Item value="privacy">개인정보 제3자 제공</Consent.Item>
                <Consent.Item value="news">혜택 알림</Consent.Item>
              </Consent.Root>
            )}
            {step === 2 && (
              <>
                <p>{name}</p>
                {/* What a shop has above its button, and a phone has not the height for. */}
                <div style={{ height: '1600px' }} />
                <BillingKey.Trigger />
                <BillingKey.Status />
                <BillingKey.AnotherCard />
                <div style={{ height: '1600px' }} />
              </>
            )}
            {!isPending && status !== 'succeeded' && (
              <nav>
                {step > 0 && (
                  <button type="button" onClick={() => setStep(step - 1)}>
                    이전
                  </button>
                )}
                {step < 2 && (
                  <button type="button" onClick={() => setStep(step + 1)}>
                    다음
                  </button>
                )}
              </nav>
            )}
          </>
        );
      }}
    </BillingKey.Root>
  );
}

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { BillingKey, Consent, OrderSummary, PaymentMethods } from 'react-billing-key';

const pgs = ['kcp_billing', 'kakaopay'] as const;
const terms = [{ id: 'billing', version: '2026-09', required: true }];

/**
 * Three steps; the last one opens the window. Each step moves the focus to its heading. A customer who comes back from the PG's
 * page is shown the last step, where it says how it ended; what they agreed to before they left holds for the next try.
 */
export function Steps({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const text = {
    ko: {
      titles: ['결제 수단을 골라 주세요', '약관에 동의해 주세요', '이대로 구독할까요?'],
      plan: '모두의 구독 베이직',
      billing: '정기결제 이용약관',
      back: '이전',
      next: '다음',
    },
    en: {
      titles: ['Choose how to pay', 'Agree to the terms', 'Subscribe to this plan?'],
      plan: 'Everyone’s Basic',
      billing: 'Recurring payment terms',
      back: 'Back',
      next: 'Next',
    },
  }[locale];
  const [chosenStep, setStep] = useState<number>();
  const [pg, setPg] = useState<(typeof pgs)[number]>('kcp_billing');
  const order = { customerUid: 'customer-1-card-1', name: text.plan, amount: 9900 };
  return (
    <BillingKey.Root id="steps" className="stack" pg={pg} order={order} terms={terms}>
      {({ isReturned, isPending, status }) => {
        const step = chosenStep ?? (isReturned ? 2 : 0);
        return (
          <>
            <p className="muted">{step + 1} / 3</p>
            <StepHeading key={step} moveFocus={chosenStep !== undefined}>
              {text.titles[step]}
            </StepHeading>
            {step === 0 && <PaymentMethods.Root pgs={pgs} value={pg} onValueChange={setPg} />}
            {step === 1 && (
              <Consent.Root>
                <Consent.Item value="billing">{text.billing}</Consent.Item>
                <Consent.Link term={text.billing} href="#billing" />
              </Consent.Root>
            )}
            {step === 2 && (
              <>
                <OrderSummary order={order} period="month" nextCharge={new Date('2027-01-15T00:00:00+09:00')} />
                <BillingKey.Trigger />
                <BillingKey.Status />
                <BillingKey.AnotherCard />
              </>
            )}
            {!isPending && status !== 'succeeded' && (
              <div className="row">
                {step > 0 && (
                  <button type="button" className="plain-button" onClick={() => setStep(step - 1)}>
                    {text.back}
                  </button>
                )}
                {step < 2 && (
                  <button type="button" className="plain-button" onClick={() => setStep(step + 1)}>
                    {text.next}
                  </button>
                )}
              </div>
            )}
          </>
        );
      }}
    </BillingKey.Root>
  );
}

function StepHeading({ moveFocus, children }: { moveFocus: boolean; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (moveFocus) heading.current?.focus();
  }, [moveFocus]);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}

import { type ReactNode, useMemo, useRef } from 'react';
import { BillingKeyAnotherCard } from '../../src/components/billingKey/BillingKeyAnotherCard.js';
import { BillingKeyCancel } from '../../src/components/billingKey/BillingKeyCancel.js';
import { BillingKeyContext, type BillingKeyState } from '../../src/components/billingKey/BillingKeyContext.js';
import { BillingKeyStatus } from '../../src/components/billingKey/BillingKeyStatus.js';
import { BillingKeyTrigger } from '../../src/components/billingKey/BillingKeyTrigger.js';
import { messagePurposeOf } from '../../src/components/billingKey/BillingProps.js';
import { useLiveRegions } from '../../src/components/billingKey/liveRegions.js';
import { useAgreement } from '../../src/components/consent/agreement.js';
import { useMessages } from '../../src/components/part/usePartContext.js';
import type { AttemptState, Messages, Purpose } from '../../src/index.js';
import { getButtonProps } from '../../src/react/buttonProps.js';
import { type HeldStateName, heldStates } from './heldStates.js';

interface HeldAttemptProps {
  readonly state: HeldStateName;
  readonly locale?: Messages | undefined;
  readonly purpose?: Purpose | undefined;
  readonly isTrial?: boolean | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

const nothing = () => {};
const never = () => new Promise<never>(nothing);

/** A `<BillingKey.Root>` that shows a state and stays at it: nothing runs behind it, and a click does nothing. */
export function HeldAttempt({
  state: name,
  locale,
  purpose,
  isTrial,
  className = 'stack',
  children,
}: HeldAttemptProps) {
  const attempt: AttemptState = heldStates[name];
  const canRetryCharge = attempt.status === 'failed' && attempt.issued !== undefined;
  const state = useMemo<BillingKeyState>(
    () => ({
      ...attempt,
      isPending: ['loading', 'window', 'redirecting', 'charging'].includes(attempt.status),
      canRetryCharge,
      isReturned: false,
      pg: undefined,
      consents: [],
      issue: never,
      issueAsync: never,
      retryCharge: never,
      cancel: nothing,
      reset: nothing,
      preload: async () => {},
      getButtonProps: () =>
        getButtonProps(attempt, { canRetryCharge, issue: nothing, retryCharge: nothing, preload: undefined }),
    }),
    [attempt, canRetryCharge],
  );
  const messages = useMessages('<HeldAttempt>', {
    locale,
    purpose: messagePurposeOf(purpose, { dueToday: isTrial ? 0 : 1 }),
  });
  const agreement = useAgreement({});
  const opener = useRef<HTMLElement | null>(null);
  return (
    <BillingKeyContext.Provider value={{ state, messages, agreement, opener, ...useLiveRegions(true) }}>
      <div className={`rbk-root ${className}`} data-rbk="root" data-status={attempt.status} lang={messages.locale}>
        {children}
      </div>
    </BillingKeyContext.Provider>
  );
}

/** What `<SubscribeCardButton>` shows in a state. */
export function HeldButton(props: Omit<HeldAttemptProps, 'children' | 'className'>) {
  return (
    <HeldAttempt {...props} className="rbk-button">
      <BillingKeyTrigger />
      <BillingKeyStatus />
      <BillingKeyAnotherCard />
      <BillingKeyCancel />
    </HeldAttempt>
  );
}

'use client';

import type { ForwardedRef, MouseEvent, ReactElement } from 'react';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { type BillingKeyState, stateAttributes, useBillingKeyContext } from './BillingKeyContext.js';
import { focusMissingTerm, focusTrigger } from './focus.js';
import { isPaymentUnverified } from './labels.js';

/** Props of `<BillingKey.AnotherCard>`. `children` replace its label. */
export type BillingKeyAnotherCardProps = PartProps<'button', BillingKeyState>;

/**
 * The second choice after a charge that failed: opens the window again, for another card. The focus goes to the trigger,
 * whose label says what happens next.
 *
 * Renders a `<button type="button">` with `data-status` while a failed charge can be tried again, and nothing otherwise. It renders
 * nothing either where the PG took the money while it issued the key: another card would pay a second time.
 *
 * @example
 * <BillingKey.AnotherCard />
 */
export const BillingKeyAnotherCard = /* @__PURE__ */ definePart(
  'BillingKey.AnotherCard',
  function BillingKeyAnotherCard(
    props: BillingKeyAnotherCardProps,
    ref: ForwardedRef<HTMLButtonElement>,
  ): ReactElement | null {
    const { state, messages, agreement, opener } = useBillingKeyContext('AnotherCard');
    if (!state.canRetryCharge || isPaymentUnverified(state)) return null;

    return renderPart('button', {
      ownClass: 'rbk-another-card',
      state,
      host: props,
      own: {
        ...stateAttributes(state),
        onClick(event: MouseEvent<HTMLElement>) {
          if (!agreement.check()) return focusMissingTerm(event.currentTarget);
          opener.current = focusTrigger(event.currentTarget);
          void state.issue();
        },
      },
      text: messages.useAnotherCard,
      ref,
    });
  },
);

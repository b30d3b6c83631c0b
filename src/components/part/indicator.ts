import { createContext, type ForwardedRef, type ReactElement, useContext } from 'react';
import type { BillingStatus } from '../../core/attempt/AttemptState.js';
import { type PartProps, renderPart } from './part.js';

export interface IndicatorState {
  /** `mixed` in "agree to all", while some are agreed to. */
  readonly isChecked: boolean | 'mixed';
  readonly status: BillingStatus;
}

/** Props of `<Consent.Indicator>` and `<PaymentMethods.Indicator>`. `children` replace the mark. */
export type IndicatorProps = PartProps<'span', IndicatorState>;

/** The choice that an indicator stands in. */
export const CheckedContext = createContext<IndicatorState>({ isChecked: false, status: 'idle' });

/** The characters that stand for a choice where no stylesheet draws it. */
export interface Marks {
  readonly chosen: string;
  readonly notChosen: string;
  readonly mixed?: string;
}

/** The mark of the choice around it. */
export function useIndicator(
  { chosen, notChosen, mixed }: Marks,
  props: IndicatorProps,
  ref: ForwardedRef<HTMLSpanElement>,
): ReactElement | null {
  const state = useContext(CheckedContext);
  const { isChecked, status } = state;
  const mark = isChecked === 'mixed' ? mixed : isChecked ? chosen : notChosen;
  return renderPart('span', {
    ownClass: 'rbk-indicator',
    state,
    host: props,
    own: {
      'aria-hidden': true,
      'data-checked': isChecked === 'mixed' ? 'mixed' : isChecked ? '' : undefined,
      'data-status': status,
    },
    text: mark,
    ref,
  });
}

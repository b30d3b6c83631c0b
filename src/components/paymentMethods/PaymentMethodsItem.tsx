'use client';

import type { ForwardedRef, ReactElement } from 'react';
import type { BillingStatus } from '../../core/attempt/AttemptState.js';
import { useLayoutEffect } from '../../react/useLayoutEffect.js';
import { CheckedContext } from '../part/indicator.js';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { usePartContext } from '../part/usePartContext.js';
import { type PgName, usePaymentMethodsContext } from './PaymentMethodsContext.js';

export interface PaymentMethodState {
  readonly status: BillingStatus;
  readonly value: string;
  readonly names: PgName;
  readonly isChecked: boolean;
  readonly isDisabled: boolean;
}

/** Props of `<PaymentMethods.Item>`. `children` replace the PG's name: your own mark, or a function of the state. */
export interface PaymentMethodsItemProps extends Omit<PartProps<'button', PaymentMethodState>, 'value'> {
  readonly value: string;
}

/**
 * One PG to choose.
 *
 * Renders a `<button type="button" role="radio">` with `aria-checked`, `data-checked` on the chosen one, and `data-status`.
 *
 * @example
 * <PaymentMethods.Item value="kakaopay"><KakaoIcon /> 카카오페이</PaymentMethods.Item>
 */
export const PaymentMethodsItem = /* @__PURE__ */ definePart(
  'PaymentMethods.Item',
  function PaymentMethodsItem(
    { value, ...host }: PaymentMethodsItemProps,
    ref: ForwardedRef<HTMLButtonElement>,
  ): ReactElement | null {
    const group = usePaymentMethodsContext();
    const { messages } = usePartContext('<PaymentMethods.Item>');
    const names = group.nameOf(value);
    const isChecked = group.value === value;
    const state: PaymentMethodState = { status: group.status, value, names, isChecked, isDisabled: group.isDisabled };
    const { addItem } = group;
    useLayoutEffect(() => addItem(value), [addItem, value]);

    return (
      <CheckedContext.Provider value={{ isChecked, status: state.status }}>
        {renderPart('button', {
          ownClass: 'rbk-payment-method',
          state,
          host,
          own: {
            role: 'radio',
            tabIndex: group.stop === value ? 0 : -1,
            'aria-checked': isChecked,
            'aria-disabled': state.isDisabled || undefined,
            'data-checked': isChecked ? '' : undefined,
            'data-status': state.status,
            onClick() {
              if (!state.isDisabled) group.choose(value);
            },
          },
          text: messages.locale.startsWith('ko') ? names.ko : names.en,
          ref,
        })}
      </CheckedContext.Provider>
    );
  },
);

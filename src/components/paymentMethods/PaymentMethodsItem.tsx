'use client';

import { type ForwardedRef, forwardRef, type ReactElement, useContext } from 'react';
import { BillingKeyError } from '../../core/BillingKeyError.js';
import { developerText } from '../../core/developerText.js';
import type { BillingStatus } from '../../core/flow/FlowState.js';
import { getPg } from '../../core/pg/listPgs.js';
import type { PgName } from '../../core/pg/pgNames.js';
import type { PgCode } from '../../core/pg/pgTable.js';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { useSurroundings } from '../part/useSurroundings.js';
import { PaymentMethodsContext } from './PaymentMethodsContext.js';

export interface PaymentMethodState {
  readonly status: BillingStatus;
  readonly value: PgCode;
  readonly names: PgName;
  readonly isChecked: boolean;
  readonly isDisabled: boolean;
}

/** Props of `<PaymentMethods.Item>`. `children` replace the PG's name: your own mark, or a function of the state. */
export interface PaymentMethodsItemProps extends Omit<PartProps<'button', PaymentMethodState>, 'value'> {
  readonly value: PgCode;
}

/**
 * One PG to choose.
 *
 * Renders a `<button type="button" role="radio">` with `aria-checked`, `data-checked` on the chosen one, and `data-status`.
 *
 * @example
 * <PaymentMethods.Item value="kakaopay"><KakaoIcon /> 카카오페이</PaymentMethods.Item>
 */
export const PaymentMethodsItem = /* @__PURE__ */ forwardRef(function PaymentMethodsItem(
  { value, ...host }: PaymentMethodsItemProps,
  ref: ForwardedRef<HTMLButtonElement>,
): ReactElement | null {
  const group = useContext(PaymentMethodsContext);
  const { messages } = useSurroundings('<PaymentMethods.Item>');
  if (!group) throw new BillingKeyError('invalid_configuration', developerText?.noPaymentMethods);
  const names = getPg(value).names;
  const isChecked = group.value === value;
  const state: PaymentMethodState = { status: group.status, value, names, isChecked, isDisabled: group.isDisabled };
  // Tab stops at one of the group: the chosen one, or the first.
  const isStop = group.value === undefined ? group.pgs[0] === value : isChecked;

  return renderPart('button', {
    ownClass: 'rbk-payment-method',
    state,
    host,
    own: {
      type: 'button',
      role: 'radio',
      tabIndex: isStop ? 0 : -1,
      'aria-checked': isChecked,
      'aria-disabled': state.isDisabled || undefined,
      'data-checked': isChecked ? '' : undefined,
      'data-status': state.status,
      onClick() {
        if (!state.isDisabled) group.choose(value);
      },
    },
    children: byState(host.children, state) ?? (messages.locale.startsWith('ko') ? names.ko : names.en),
    ref,
  });
});

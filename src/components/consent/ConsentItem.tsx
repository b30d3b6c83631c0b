'use client';

import { type ForwardedRef, forwardRef, type ReactElement, useEffect } from 'react';
import type { BillingStatus } from '../../core/flow/FlowState.js';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { useSurroundings } from '../part/useSurroundings.js';
import { useConsentContext } from './ConsentContext.js';

export interface ConsentItemState {
  readonly status: BillingStatus;
  readonly isChecked: boolean;
  readonly isRequired: boolean;
  /** Required, and still missing when the customer wanted to go on. */
  readonly isMissing: boolean;
}

/** Props of `<Consent.Item>`. A string as `children` gets "(required)" or "(optional)" beside it; nodes are left as they are. */
export interface ConsentItemProps extends Omit<PartProps<'button', ConsentItemState>, 'value'> {
  /** Your id of the term. */
  readonly value: string;
  /** True when there is no subscription without it. @default false */
  readonly required?: boolean | undefined;
}

/**
 * One of the terms, to agree to. A link to its full text stands beside it, as `<Consent.Link>`.
 *
 * Renders a `<button type="button" role="checkbox">` with `aria-checked`, `aria-required`, `data-checked`, `data-missing` once
 * a click was refused because of it, and `data-status`.
 *
 * @example
 * <Consent.Item value="billing" required>정기결제 이용약관</Consent.Item>
 */
export const ConsentItem = /* @__PURE__ */ forwardRef(function ConsentItem(
  { value, required = false, ...host }: ConsentItemProps,
  ref: ForwardedRef<HTMLButtonElement>,
): ReactElement | null {
  const { words } = useSurroundings('<Consent.Item>');
  const { status, value: agreed, isRefused, register, toggle } = useConsentContext('Item');
  useEffect(() => register({ id: value, required }), [register, value, required]);

  const isChecked = agreed.includes(value);
  const isMissing = isRefused && required && !isChecked;
  const state: ConsentItemState = { status, isChecked, isRequired: required, isMissing };
  const children = byState(host.children, state);

  return renderPart('button', {
    ownClass: 'rbk-consent-item',
    state,
    host,
    own: {
      type: 'button',
      role: 'checkbox',
      'aria-checked': isChecked,
      'aria-required': required || undefined,
      'aria-invalid': isMissing || undefined,
      'data-checked': isChecked ? '' : undefined,
      'data-missing': isMissing ? '' : undefined,
      'data-status': status,
      onClick: () => toggle(value),
    },
    children:
      typeof children === 'string' ? fill(required ? words.required : words.optional, { term: children }) : children,
    ref,
  });
});

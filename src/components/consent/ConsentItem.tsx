'use client';

import { type ForwardedRef, type ReactElement, useId, useRef } from 'react';
import type { BillingStatus } from '../../core/attempt/AttemptState.js';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { useLayoutEffect } from '../../react/useLayoutEffect.js';
import { CheckedContext } from '../part/indicator.js';
import { useBothRefs } from '../part/manageProps.js';
import { byState, definePart, ownText, type PartProps, plainText, renderPart } from '../part/part.js';
import { usePartContext } from '../part/usePartContext.js';
import { useConsentContext } from './ConsentContext.js';

export interface ConsentItemState {
  readonly status: BillingStatus;
  readonly isChecked: boolean;
  readonly isRequired: boolean;
  /** Required, and still missing when the customer wanted to go on. */
  readonly isMissing: boolean;
}

/** Props of `<Consent.Item>`. Text as `children` gets "(required)" or "(optional)" in front of it; elements are left as they are. */
export interface ConsentItemProps extends Omit<PartProps<'button', ConsentItemState>, 'value'> {
  /** Your id of the term. */
  readonly value: string;
  /** True when there is no subscription without it. @default what the `terms` of either root say, else false */
  readonly required?: boolean | undefined;
  /** Your name for the wording that is shown. @default what the root's `terms` say */
  readonly version?: string | undefined;
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
export const ConsentItem = /* @__PURE__ */ definePart(
  'Consent.Item',
  function ConsentItem(
    { value, required, version, ...host }: ConsentItemProps,
    ref: ForwardedRef<HTMLButtonElement>,
  ): ReactElement | null {
    const { labels } = usePartContext('<Consent.Item>');
    const { status, value: agreed, terms, isRefused, addTerm, toggle } = useConsentContext('Item');
    const item = useId();
    const element = useRef<HTMLButtonElement | null>(null);
    const both = useBothRefs(element, ref);
    useLayoutEffect(
      () => addTerm(item, { id: value, version, required }, element.current),
      [addTerm, item, value, version, required],
    );

    const isRequired = Boolean(required || terms.find(({ id }) => id === value)?.required);
    const isChecked = agreed.includes(value);
    const isMissing = isRefused && isRequired && !isChecked;
    const state: ConsentItemState = { status, isChecked, isRequired, isMissing };
    const children = byState(host.children, state);
    const term = plainText(children);

    return (
      <CheckedContext.Provider value={{ isChecked, status }}>
        {renderPart('button', {
          ownClass: 'rbk-consent-item',
          state,
          host,
          own: {
            role: 'checkbox',
            'aria-checked': isChecked,
            'aria-required': isRequired || undefined,
            'aria-invalid': isMissing || undefined,
            'data-checked': isChecked ? '' : undefined,
            'data-missing': isMissing ? '' : undefined,
            'data-status': status,
            onClick: () => toggle(value),
          },
          children: ownText(
            term === undefined ? children : fill(isRequired ? labels.required : labels.optional, { term }),
          ),
          ref: both,
        })}
      </CheckedContext.Provider>
    );
  },
);

'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { type IndicatorProps, useIndicator } from '../part/indicator.js';
import { definePart } from '../part/part.js';

/**
 * The mark of a `<PaymentMethods.Item>`, for a look of your own. The stylesheet draws one where there is none; without the
 * stylesheet it is a character.
 *
 * Renders a `<span aria-hidden>` with `data-checked` on the chosen one, and `data-status`.
 *
 * @example
 * <PaymentMethods.Item value="kakaopay"><PaymentMethods.Indicator /> 카카오페이</PaymentMethods.Item>
 */
export const PaymentMethodsIndicator = /* @__PURE__ */ definePart(
  'PaymentMethods.Indicator',
  function PaymentMethodsIndicator(props: IndicatorProps, ref: ForwardedRef<HTMLSpanElement>): ReactElement | null {
    return useIndicator({ chosen: '◉', notChosen: '○' }, props, ref);
  },
);

'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { type IndicatorProps, useIndicator } from '../part/indicator.js';
import { definePart } from '../part/part.js';

/**
 * The tick of a `<Consent.Item>` or of `<Consent.All>`, for a look of your own. The stylesheet draws one where there is none;
 * without the stylesheet it is a character.
 *
 * Renders a `<span aria-hidden>` with `data-checked` (`""` or `"mixed"`) and `data-status`.
 *
 * @example
 * <Consent.Item value="billing" required><Consent.Indicator /> <b>정기결제 이용약관</b></Consent.Item>
 */
export const ConsentIndicator = /* @__PURE__ */ definePart(
  'Consent.Indicator',
  function ConsentIndicator(props: IndicatorProps, ref: ForwardedRef<HTMLSpanElement>): ReactElement | null {
    return useIndicator({ chosen: '☑', notChosen: '☐', mixed: '▣' }, props, ref);
  },
);

'use client';

import { type ForwardedRef, forwardRef, type ReactElement } from 'react';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { useSurroundings } from '../part/useSurroundings.js';
import { type ConsentState, useConsentContext } from './ConsentContext.js';

/** Props of `<Consent.All>`. `children` replace its label. */
export type ConsentAllProps = PartProps<'button', ConsentState>;

/**
 * Agrees to all terms at once, the optional ones included, and takes it back.
 *
 * Renders a `<button type="button" role="checkbox">` with `aria-checked` (`mixed` while some are agreed to), `data-checked`
 * (`""` or `"mixed"`) and `data-status`.
 *
 * @example
 * <Consent.All />
 */
export const ConsentAll = /* @__PURE__ */ forwardRef(function ConsentAll(
  props: ConsentAllProps,
  ref: ForwardedRef<HTMLButtonElement>,
): ReactElement | null {
  const { words } = useSurroundings('<Consent.All>');
  const { toggleAll, ...state } = useConsentContext('All');
  const { isAgreedToAll, status } = state;

  return renderPart('button', {
    ownClass: 'rbk-consent-all',
    state,
    host: props,
    own: {
      type: 'button',
      role: 'checkbox',
      'aria-checked': isAgreedToAll,
      'data-checked': isAgreedToAll === 'mixed' ? 'mixed' : isAgreedToAll ? '' : undefined,
      'data-status': status,
      onClick: toggleAll,
    },
    children: byState(props.children, state) ?? words.agreeToAll,
    ref,
  });
});

'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { CheckedContext } from '../part/indicator.js';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { usePartContext } from '../part/usePartContext.js';
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
export const ConsentAll = /* @__PURE__ */ definePart(
  'Consent.All',
  function ConsentAll(props: ConsentAllProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement | null {
    const { labels } = usePartContext('<Consent.All>');
    const { toggleAll, ...state } = useConsentContext('All');
    const { isAgreedToAll, status } = state;

    return (
      <CheckedContext.Provider value={{ isChecked: isAgreedToAll, status }}>
        {renderPart('button', {
          ownClass: 'rbk-consent-all',
          state,
          host: props,
          own: {
            role: 'checkbox',
            'aria-checked': isAgreedToAll,
            'data-checked': isAgreedToAll === 'mixed' ? 'mixed' : isAgreedToAll ? '' : undefined,
            'data-status': status,
            onClick: toggleAll,
          },
          text: labels.agreeToAll,
          ref,
        })}
      </CheckedContext.Provider>
    );
  },
);

'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { usePartContext } from '../part/usePartContext.js';
import { type ConsentState, useConsentContext } from './ConsentContext.js';

/** Props of `<Consent.Link>`. */
export interface ConsentLinkProps extends PartProps<'a', ConsentState> {
  readonly href: string;
  /** Name of the term, for the link's own name. */
  readonly term: string;
}

/**
 * Leads to the full text of a term, in a window of its own, so that the checkout stays as it is. Beside its `<Consent.Item>`,
 * since a checkbox can't hold a link.
 *
 * Renders an `<a target="_blank" rel="noreferrer">` named after the term, with `data-status`.
 *
 * @example
 * <Consent.Link term="정기결제 이용약관" href="/terms/billing" />
 */
export const ConsentLink = /* @__PURE__ */ definePart(
  'Consent.Link',
  function ConsentLink({ term, ...host }: ConsentLinkProps, ref: ForwardedRef<HTMLAnchorElement>): ReactElement | null {
    const { labels } = usePartContext('<Consent.Link>');
    const state = useConsentContext('Link');
    return renderPart('a', {
      ownClass: 'rbk-consent-link',
      state,
      host,
      own: {
        target: '_blank',
        rel: 'noreferrer',
        'aria-label': host['aria-label'] ?? fill(labels.readTerm, { term }),
        'data-status': state.status,
      },
      text: labels.read,
      ref,
    });
  },
);

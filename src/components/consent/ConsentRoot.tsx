'use client';

import { type ForwardedRef, type ReactElement, useCallback, useId, useState } from 'react';
import type { Term } from '../../core/attempt/Place.js';
import { useLayoutEffect } from '../../react/useLayoutEffect.js';
import { byState, definePart, type PartProps, renderPart } from '../part/part.js';
import { usePartContext } from '../part/usePartContext.js';
import { isAgreedToAll, mergeTerms, missingTerms, toggleAll, toggleTerm, useAgreement } from './agreement.js';
import { ConsentContext, type ConsentContextValue, type ConsentState } from './ConsentContext.js';

/** Props of `<Consent.Root>`. */
export interface ConsentRootProps extends Omit<PartProps<'div', ConsentState>, 'defaultValue'> {
  /** What is asked for here, with its versions. An item can also say so itself. @default what the items say */
  readonly terms?: readonly Term[] | undefined;
  /** Ids of the terms agreed to, where you keep them. */
  readonly value?: readonly string[] | undefined;
  /** Ids agreed to at the start. Leave it empty in a real checkout: the customer has to agree. @default [] */
  readonly defaultValue?: readonly string[] | undefined;
  readonly onValueChange?: ((value: readonly string[]) => void) | undefined;
}

const nothing: readonly never[] = [];

/**
 * The terms that a customer agrees to before recurring billing. Inside of a `<BillingKey.Root>` the trigger opens no window
 * until the required ones are agreed to: a click shows the reason, and moves the focus to the first term that is missing. They
 * go on being required when this part is unmounted, as in a checkout of several steps. What was agreed to, in which version,
 * reaches `charge` as `issued.consents`.
 *
 * Renders a `<div role="group">` with `data-status` (of the `<BillingKey.Root>` around it, else `idle`), and with
 * `data-complete` when nothing required is missing.
 *
 * @example
 * <Consent.Root terms={[{ id: 'billing', version: '2026-09', required: true }, { id: 'news' }]}>
 *   <Consent.All />
 *   <Consent.Item value="billing">정기결제 이용약관</Consent.Item>
 *   <Consent.Item value="news">혜택 알림 받기</Consent.Item>
 * </Consent.Root>
 */
export const ConsentRoot = /* @__PURE__ */ definePart(
  'Consent.Root',
  function ConsentRoot(
    { terms: given = nothing, value, defaultValue = nothing, onValueChange, ...host }: ConsentRootProps,
    ref: ForwardedRef<HTMLDivElement>,
  ): ReactElement | null {
    const { labels, billing } = usePartContext('<Consent.Root>');
    const alone = useAgreement({});
    const agreement = billing?.agreement ?? alone;
    const { askFor, setAgreed } = agreement;

    const part = useId();
    const [items, setItems] = useState<readonly Term[]>(nothing);
    const terms = mergeTerms(given, items);
    const addTerm = useCallback((term: Term) => {
      setItems((before) => [...before, term]);
      return () => setItems((before) => before.filter((other) => other !== term));
    }, []);
    // Before the page is painted, so that no click can come before it. React 18 renders once more for a state that is set to what
    // it was, and would do so without end if this ran each time.
    const asked = JSON.stringify(terms);
    useLayoutEffect(() => askFor(part, JSON.parse(asked)), [askFor, part, asked]);
    useLayoutEffect(() => {
      if (value) setAgreed((before) => [...before.filter((id) => terms.every((term) => term.id !== id)), ...value]);
    });
    useLayoutEffect(() => {
      if (!value) setAgreed((before) => [...new Set([...before, ...defaultValue])]);
    }, []);

    const agreed = value ?? agreement.agreed;
    const change = (next: readonly string[]) => {
      if (!value) setAgreed(() => next);
      onValueChange?.(next);
    };
    // What the root of the attempt says of a term is what a click is checked against.
    const known = mergeTerms(agreement.terms, terms);
    const isHere = ({ id }: Term) => terms.some((term) => term.id === id);
    const isMissing = missingTerms(agreed, known.filter(isHere)).length > 0;
    const state: ConsentState = {
      status: billing?.state.status ?? 'idle',
      value: agreed,
      isAgreedToAll: isAgreedToAll(agreed, terms),
      isComplete: !isMissing,
    };
    const context: ConsentContextValue = {
      ...state,
      terms: known,
      isRefused: agreement.isRefused,
      addTerm,
      toggle: (id) => change(toggleTerm(agreed, id)),
      toggleAll: () => change(toggleAll(agreed, terms)),
    };

    return (
      <ConsentContext.Provider value={context}>
        {renderPart('div', {
          ownClass: 'rbk-consent',
          state,
          host,
          own: {
            role: 'group',
            'aria-label': host['aria-label'] ?? (host['aria-labelledby'] ? undefined : labels.consents),
            'data-status': state.status,
            'data-complete': state.isComplete ? '' : undefined,
          },
          children: byState(host.children, state),
          ref,
        })}
      </ConsentContext.Provider>
    );
  },
);

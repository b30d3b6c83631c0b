'use client';

import { type ForwardedRef, type ReactElement, useCallback, useId, useRef, useState } from 'react';
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

/** A term as an item on the page shows it. */
interface ShownTerm {
  readonly term: Term;
  readonly element: Element | null;
  /** False once React has taken the item's effects back, for good or for a while. */
  readonly isShown: boolean;
}

const noItems: ReadonlyMap<string, ShownTerm> = new Map();

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
    const alone = useAgreement({}, '<Consent.Root>');
    const agreement = billing?.agreement ?? alone;
    const { askFor, setAgreed, agreeAtFirst } = agreement;

    const part = useId();
    const [items, setItems] = useState<ReadonlyMap<string, ShownTerm>>(noItems);
    const terms = mergeTerms(
      given,
      [...items.values()].map(({ term }) => term),
    );
    const addTerm = useCallback((item: string, term: Term, element: Element | null) => {
      const set = (isShown: boolean) => setItems((before) => new Map(before).set(item, { term, element, isShown }));
      set(true);
      return () => set(false);
    }, []);
    // An item that waits behind a fallback, or in a step that is kept and hidden, is still in the document: its term is still asked for.
    useLayoutEffect(() => {
      const here = [...items].filter(([, { isShown, element }]) => isShown || element?.isConnected);
      if (here.length < items.size) setItems(new Map(here));
    });
    // Before the page is painted, so that no click can come before it. React 18 renders once more for a state that is set to what
    // it was, and would do so without end if this ran each time.
    const asked = JSON.stringify(terms);
    useLayoutEffect(() => askFor(part, JSON.parse(asked)), [askFor, part, asked]);
    // Ids that `value` had in an earlier render are the host's to take back, also where no item shows them any more. The others stay, and
    // in their order: two groups would change it in turns, without end.
    const before = useRef<readonly string[]>(nothing);
    useLayoutEffect(() => {
      if (!value) return;
      const own = new Set([...terms.map(({ id }) => id), ...before.current]);
      before.current = value;
      setAgreed((known) => [...new Set([...known.filter((id) => value.includes(id) || !own.has(id)), ...value])]);
    });
    useLayoutEffect(() => {
      if (!value) agreeAtFirst(defaultValue);
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

'use client';

import {
  type ForwardedRef,
  forwardRef,
  type ReactElement,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { useControlled } from '../part/useControlled.js';
import { useSurroundings } from '../part/useSurroundings.js';
import { isAgreedToAll, missingTerms, type Term, toggleAll, toggleTerm } from './agreement.js';
import { ConsentContext, type ConsentContextValue, type ConsentState } from './ConsentContext.js';

/** Props of `<Consent.Root>`. */
export interface ConsentRootProps extends Omit<PartProps<'div', ConsentState>, 'defaultValue'> {
  /** Ids of the terms agreed to, where you keep them. */
  readonly value?: readonly string[] | undefined;
  /** Ids agreed to at the start, where the part keeps them. Nothing should be: an agreement is something one does. @default [] */
  readonly defaultValue?: readonly string[] | undefined;
  readonly onValueChange?: ((value: readonly string[]) => void) | undefined;
}

const nothing: readonly string[] = [];

/**
 * The terms that a customer agrees to before recurring billing. Inside of a `<BillingKey.Root>` its trigger opens no window
 * until the required ones are agreed to: it says so, and moves the focus to the first that is missing.
 *
 * Renders a `<div role="group">` with `data-status` (of the `<BillingKey.Root>` around it, else `idle`).
 *
 * @example
 * <Consent.Root>
 *   <Consent.All />
 *   <Consent.Item value="billing" required>정기결제 이용약관</Consent.Item>
 *   <Consent.Item value="news">혜택 알림 받기</Consent.Item>
 * </Consent.Root>
 */
export const ConsentRoot = /* @__PURE__ */ forwardRef(function ConsentRoot(
  { value, defaultValue = nothing, onValueChange, ...host }: ConsentRootProps,
  ref: ForwardedRef<HTMLDivElement>,
): ReactElement {
  const { words, billing } = useSurroundings('<Consent.Root>');
  const [agreed, setAgreed] = useControlled(value, defaultValue, onValueChange);
  const [terms, setTerms] = useState<readonly Term[]>([]);
  const [isRefused, setRefused] = useState(false);
  const group = useRef<HTMLElement | null>(null);
  // What a click asks: it may come before the terms that have just been registered are rendered.
  const asked = useRef({ agreed, terms: new Set<Term>(), sentence: words.consentMissing });
  useEffect(() => {
    asked.current.agreed = agreed;
    asked.current.sentence = words.consentMissing;
  });

  const register = useCallback((term: Term) => {
    asked.current.terms.add(term);
    setTerms([...asked.current.terms]);
    return () => {
      asked.current.terms.delete(term);
      setTerms([...asked.current.terms]);
    };
  }, []);

  const { addGate, clearRefusal } = billing ?? {};
  useEffect(
    () =>
      addGate?.({
        refuse() {
          const missing = missingTerms(asked.current.agreed, [...asked.current.terms]);
          setRefused(missing.length > 0);
          return missing.length > 0 ? asked.current.sentence : undefined;
        },
        focus() {
          const first = '[role=checkbox][aria-required=true][aria-checked=false]';
          group.current?.querySelector<HTMLElement>(first)?.focus();
        },
      }),
    [addGate],
  );
  const isMissing = missingTerms(agreed, terms).length > 0;
  useEffect(() => {
    if (!isMissing) clearRefusal?.();
  }, [clearRefusal, isMissing]);

  const state: ConsentState = useMemo(
    () => ({
      status: billing?.state.status ?? 'idle',
      value: agreed,
      isAgreedToAll: isAgreedToAll(agreed, terms),
      isComplete: !isMissing,
    }),
    [billing?.state.status, agreed, terms, isMissing],
  );
  const context: ConsentContextValue = {
    ...state,
    isRefused,
    register,
    toggle: (id) => setAgreed(toggleTerm(agreed, id)),
    toggleAll: () => setAgreed(toggleAll(agreed, terms)),
  };

  return (
    <ConsentContext.Provider value={context}>
      {renderPart('div', {
        ownClass: 'rbk-consent',
        state,
        host,
        own: {
          role: 'group',
          'aria-label': host['aria-label'] ?? (host['aria-labelledby'] ? undefined : words.consents),
          'data-status': state.status,
          'data-complete': state.isComplete ? '' : undefined,
        },
        children: byState(host.children, state),
        ref(element: HTMLDivElement | null) {
          group.current = element;
          if (typeof ref === 'function') ref(element);
          else if (ref) ref.current = element;
        },
      })}
    </ConsentContext.Provider>
  );
});

'use client';

import { useState } from 'react';
import type { Term } from '../../core/attempt/Place.js';
import type { ButtonProps } from '../../react/buttonProps.js';
import { type GatewayTypes, type UseBillingKeyOptions, useBillingKey } from '../../react/useBillingKey.js';
import { useLayoutEffect } from '../../react/useLayoutEffect.js';
import type { BillingKeyState } from '../billingKey/BillingKeyContext.js';
import {
  forgetChanged,
  isAgreedToAll,
  missingTerms,
  toggleAll,
  toggleTerm,
  useAgreed,
  useReturnedConsents,
} from '../consent/agreement.js';

export type UseCheckoutOptions<TPg extends string, T extends GatewayTypes, TData> = Omit<
  UseBillingKeyOptions<T, TData>,
  'pg' | 'order' | 'agreed'
> & {
  /** The PGs on offer; the first is chosen at the start. */
  readonly pgs: readonly [TPg, ...TPg[]];
  /**
   * What is registered with the chosen PG: an order, or a function of the PG. With `purchaseKey` the function is called once an
   * attempt, on the click, and may answer a promise; without, it is called whenever the page is drawn.
   */
  readonly order: T['order'] | ((pg: TPg) => T['order'] | Promise<T['order']>);
};

export interface UseCheckoutResult<TPg extends string, T extends GatewayTypes, TData> {
  /** The attempt, as `useBillingKey` returns it. */
  readonly billing: BillingKeyState<TData, T>;
  /** True when the customer has come back from the PG's page: show the step that says how it ended. */
  readonly isReturned: boolean;
  /** The chosen PG: after a return from a PG's page, that one. */
  readonly method: TPg;
  /** Does nothing while an attempt is in progress. */
  setMethod(pg: TPg): void;
  /** Ids of the terms agreed to. */
  readonly agreed: readonly string[];
  /** `mixed` where some terms are agreed to and some are not. */
  readonly isAgreedToAll: boolean | 'mixed';
  /** Agrees to a term, or takes that back. */
  toggleTerm(id: string): void;
  /** Agrees to all terms, the optional ones too; takes all back where all were agreed to. */
  toggleAllTerms(): void;
  /** Required terms that are missing. */
  readonly missing: readonly Term[];
  /** True once a click was refused because of them, until they are agreed to. */
  readonly isRefused: boolean;
  /** For a radio `<input>` of a PG. */
  getMethodProps(pg: TPg): { readonly type: 'radio'; readonly checked: boolean; readonly onChange: () => void };
  /** For a checkbox `<input>` of a term. */
  getTermProps(id: string): { readonly type: 'checkbox'; readonly checked: boolean; readonly onChange: () => void };
  /** For the button: opens the window, or refuses while something required is missing. */
  getButtonProps(): ButtonProps;
}

/**
 * A whole checkout without a component: the choice of a PG, the terms, and the attempt, tied together.
 *
 * @example
 * const checkout = useCheckout({
 *   pgs: ['kcp_billing', 'kakaopay'],
 *   order: () => ({ customerUid, name: 'Basic', amount: 9900 }),
 *   terms: [{ id: 'billing', required: true }],
 *   charge: api.charge,
 * });
 * <input {...checkout.getTermProps('billing')} />
 * <button {...checkout.getButtonProps()}>Subscribe</button>
 * {checkout.isRefused && <p role="status">Please agree to the billing terms.</p>}
 */
export function useCheckout<TPg extends string, T extends GatewayTypes, TData>(
  options: UseCheckoutOptions<TPg, T, TData>,
): UseCheckoutResult<TPg, T, TData> {
  const { pgs, order, ...billingOptions } = options;
  const { terms = [], purchaseKey } = options;
  const [picked, setMethod] = useState<TPg>(pgs[0]);
  // What was chosen may be no longer on offer.
  const method = pgs.includes(picked) ? picked : pgs[0];
  const { agreed, wasRefused, keep: setAgreed, setRefused } = useAgreed('useCheckout');
  const hookOptions = {
    ...billingOptions,
    pg: method,
    agreed,
    order: sourceOf(order, method, purchaseKey !== undefined),
  };
  const billing = useBillingKey<T, TData>(hookOptions as unknown as UseBillingKeyOptions<T, TData>, pgs);
  useReturnedConsents(billing, terms, { setAgreed });
  const [wordings] = useState(() => new Map<string, string>());
  useLayoutEffect(() => forgetChanged(wordings, terms, setAgreed));
  const [adopted, setAdopted] = useState<string>();
  const returned = billing.isReturned ? billing.pg : undefined;
  if (adopted !== returned) {
    setAdopted(returned);
    // The page that the customer comes back to has forgotten the choice: the next try would be made at another PG.
    const chosen = pgs.find((pg) => pg === returned);
    if (chosen !== undefined) setMethod(chosen);
  }
  const missing = missingTerms(agreed, terms);

  const choose = (pg: TPg) => {
    if (!billing.isPending) setMethod(pg);
  };
  return {
    billing,
    isReturned: billing.isReturned,
    method,
    setMethod: choose,
    agreed,
    isAgreedToAll: isAgreedToAll(agreed, terms),
    toggleTerm: (id) => setAgreed((before) => toggleTerm(before, id)),
    toggleAllTerms: () => setAgreed((before) => toggleAll(before, terms)),
    missing,
    isRefused: wasRefused && missing.length > 0,
    getMethodProps: (pg) => ({ type: 'radio', checked: pg === method, onChange: () => choose(pg) }),
    getTermProps: (id) => ({
      type: 'checkbox',
      checked: agreed.includes(id),
      onChange: () => setAgreed((before) => toggleTerm(before, id)),
    }),
    getButtonProps() {
      const { onClick, ...props } = billing.getButtonProps();
      return {
        ...props,
        onClick(event) {
          const isBlocked = missing.length > 0 && !billing.canRetryCharge;
          setRefused(isBlocked);
          if (!isBlocked) onClick(event);
        },
      };
    },
  };
}

/** An order as `useBillingKey` takes it, of the chosen PG. */
function sourceOf<TPg>(order: object | ((pg: TPg) => unknown), pg: TPg, hasKey: boolean): unknown {
  if (typeof order !== 'function') return order;
  if (hasKey) return async () => order(pg);
  const made = order(pg);
  // The click refuses an order that is waited for and has no `purchaseKey`, and says so.
  return made instanceof Promise ? () => made : made;
}

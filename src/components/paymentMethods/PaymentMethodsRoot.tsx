'use client';

import { type ForwardedRef, type KeyboardEvent, type ReactElement, useCallback, useState } from 'react';
import { byState, definePart, type PartProps, renderPart, useControlled } from '../part/part.js';
import { usePartContext } from '../part/usePartContext.js';
import { PaymentMethodsContext, type PaymentMethodsState, type PgName } from './PaymentMethodsContext.js';
import { PaymentMethodsItem } from './PaymentMethodsItem.js';

/** Props of `<PaymentMethods.Root>`. `children` replace the items, one for each of `pgs`. */
export interface PaymentMethodsRootProps<TPg extends string = string>
  extends Omit<PartProps<'div', PaymentMethodsState>, 'defaultValue'> {
  /** What is on offer, in this order. */
  readonly pgs: readonly TPg[];
  /** What a PG is called. */
  readonly nameOf: (pg: string) => PgName;
  /** The chosen PG, where you keep it. */
  readonly value?: NoInfer<TPg> | undefined;
  /** The PG chosen at the start, where the part keeps it. @default none */
  readonly defaultValue?: NoInfer<TPg> | undefined;
  readonly onValueChange?: ((value: TPg) => void) | undefined;
}

function Root(props: PaymentMethodsRootProps, ref: ForwardedRef<HTMLDivElement>): ReactElement {
  const { pgs, nameOf, value, defaultValue, onValueChange, ...host } = props;
  const { labels, billing } = usePartContext('<PaymentMethods.Root>');
  const [chosen, choose] = useControlled<string | undefined>(value, defaultValue, (next) => {
    if (next) onValueChange?.(next);
  });
  // The items that the host has put here may be others, or fewer, than the PGs on offer.
  const [items, setItems] = useState<readonly string[]>([]);
  const addItem = useCallback((item: string) => {
    setItems((before) => [...before, item]);
    return () => setItems((before) => before.filter((_, index) => index !== before.indexOf(item)));
  }, []);
  const shown = items.length > 0 ? items : pgs;
  const stop = chosen !== undefined && shown.includes(chosen) ? chosen : shown[0];
  const state: PaymentMethodsState = {
    status: billing?.state.status ?? 'idle',
    value: chosen,
    isDisabled: billing?.state.isPending ?? false,
  };

  return (
    <PaymentMethodsContext.Provider value={{ ...state, stop, addItem, nameOf, choose }}>
      {renderPart('div', {
        ownClass: 'rbk-payment-methods',
        state,
        host,
        own: {
          role: 'radiogroup',
          'aria-label': host['aria-label'] ?? (host['aria-labelledby'] ? undefined : labels.methods),
          'aria-disabled': state.isDisabled || undefined,
          'data-status': state.status,
          onKeyDown: moveChoice,
        },
        children: byState(host.children, state) ?? pgs.map((code) => <PaymentMethodsItem key={code} value={code} />),
        ref,
      })}
    </PaymentMethodsContext.Provider>
  );
}

/**
 * A choice of PGs: the arrow keys move and choose, Tab goes to the chosen one. It can't be changed while an attempt is in progress.
 *
 * Renders a `<div role="radiogroup">` with `data-status` (of the `<BillingKey.Root>` around it, else `idle`) and
 * `aria-disabled` during an attempt.
 *
 * @example
 * <PaymentMethods.Root pgs={['kcp_billing', 'kakaopay']} value={pg} onValueChange={setPg} />
 */
export const PaymentMethodsRoot = /* @__PURE__ */ definePart('PaymentMethods.Root', Root);

/** The arrow keys of a radio group: they move the focus and choose, go from the last to the first, and follow the text's direction. */
function moveChoice(event: KeyboardEvent<HTMLElement>): void {
  // Back, with Alt or the command key, is the browser's.
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')];
  const from = radios.indexOf(event.target as HTMLElement);
  const step = stepOf(event.key, getComputedStyle(event.currentTarget).direction === 'rtl');
  if (from < 0 || step === 0) return;
  event.preventDefault();
  const next = radios[(from + step + radios.length) % radios.length];
  next?.focus();
  next?.click();
}

function stepOf(key: string, isRightToLeft: boolean): -1 | 0 | 1 {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key === 'ArrowRight') return isRightToLeft ? -1 : 1;
  if (key === 'ArrowLeft') return isRightToLeft ? 1 : -1;
  return 0;
}

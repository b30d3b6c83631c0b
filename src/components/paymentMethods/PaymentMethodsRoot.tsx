'use client';

import { type ForwardedRef, forwardRef, type KeyboardEvent, type ReactElement, type RefAttributes } from 'react';
import { listPgs } from '../../core/pg/listPgs.js';
import type { PgCode } from '../../core/pg/pgTable.js';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { useControlled } from '../part/useControlled.js';
import { useSurroundings } from '../part/useSurroundings.js';
import { moveChoice } from './moveChoice.js';
import { PaymentMethodsContext, type PaymentMethodsState } from './PaymentMethodsContext.js';
import { PaymentMethodsItem } from './PaymentMethodsItem.js';

/** Props of `<PaymentMethods.Root>`. `children` replace the items, one for each of `pgs`. */
export interface PaymentMethodsRootProps<TPg extends PgCode>
  extends Omit<PartProps<'div', PaymentMethodsState>, 'defaultValue'> {
  /** What is on offer, in this order. @default every PG that `listPgs()` knows */
  readonly pgs?: readonly TPg[] | undefined;
  /** The chosen PG, where you keep it. */
  readonly value?: NoInfer<TPg> | undefined;
  /** The PG chosen at the start, where the part keeps it. @default none */
  readonly defaultValue?: NoInfer<TPg> | undefined;
  readonly onValueChange?: ((value: TPg) => void) | undefined;
}

function Root(props: PaymentMethodsRootProps<PgCode>, ref: ForwardedRef<HTMLDivElement>): ReactElement {
  const { pgs = listPgs().map(({ code }) => code), value, defaultValue, onValueChange, ...host } = props;
  const { words, billing } = useSurroundings('<PaymentMethods.Root>');
  const [chosen, choose] = useControlled<PgCode | undefined>(value, defaultValue, (next) => {
    if (next) onValueChange?.(next);
  });
  const state: PaymentMethodsState = {
    status: billing?.state.status ?? 'idle',
    value: chosen,
    isDisabled: billing?.state.isPending ?? false,
  };

  return (
    <PaymentMethodsContext.Provider value={{ ...state, pgs, choose }}>
      {renderPart('div', {
        ownClass: 'rbk-payment-methods',
        state,
        host,
        own: {
          role: 'radiogroup',
          'aria-label': host['aria-label'] ?? (host['aria-labelledby'] ? undefined : words.methods),
          'aria-disabled': state.isDisabled || undefined,
          'data-status': state.status,
          onKeyDown: (event: KeyboardEvent<HTMLElement>) => moveChoice(event),
        },
        children: byState(host.children, state) ?? pgs.map((code) => <PaymentMethodsItem key={code} value={code} />),
        ref,
      })}
    </PaymentMethodsContext.Provider>
  );
}

/**
 * A choice of PGs: the arrow keys move and choose, Tab goes to the chosen one. It rests while an attempt is under way.
 *
 * Renders a `<div role="radiogroup">` with `data-status` (of the `<BillingKey.Root>` around it, else `idle`) and
 * `aria-disabled` while it rests.
 *
 * @example
 * <PaymentMethods.Root pgs={['kcp_billing', 'kakaopay']} value={pg} onValueChange={setPg} />
 */
export const PaymentMethodsRoot = /* @__PURE__ */ forwardRef(Root) as unknown as <const TPg extends PgCode = PgCode>(
  props: PaymentMethodsRootProps<TPg> & RefAttributes<HTMLDivElement>,
) => ReactElement;

'use client';

import { type ForwardedRef, forwardRef, type ReactElement, type RefAttributes } from 'react';
import type { CustomPg } from '../core/pg/customPg.js';
import type { PgCode } from '../core/pg/pgTable.js';
import { BillingKeyAnotherCard } from './billingKey/BillingKeyAnotherCard.js';
import type { BillingKeyState } from './billingKey/BillingKeyContext.js';
import { BillingKeyRoot } from './billingKey/BillingKeyRoot.js';
import { BillingKeyStatus } from './billingKey/BillingKeyStatus.js';
import { BillingKeyTrigger, type BillingKeyTriggerProps } from './billingKey/BillingKeyTrigger.js';
import { type BillingProps, splitBillingProps } from './billingKey/splitBillingProps.js';
import type { PartProps } from './part/PartProps.js';

/**
 * Props of `<SubscribeCardButton>`: the options of `useBillingKey`, and the attributes of the button. `id` and `onError` are
 * those of `useBillingKey`.
 */
export type SubscribeCardButtonProps<TPg extends PgCode | CustomPg, TData> = BillingProps<TPg, TData> &
  Omit<PartProps<'button', BillingKeyState<TData, TPg>>, keyof BillingProps<TPg, TData>>;

function Button(props: SubscribeCardButtonProps<PgCode, unknown>, ref: ForwardedRef<HTMLButtonElement>): ReactElement {
  const [billing, button] = splitBillingProps<BillingProps<PgCode, unknown>, BillingKeyTriggerProps>(props);
  return (
    <BillingKeyRoot {...billing} className="rbk-button">
      <BillingKeyTrigger {...button} ref={ref} />
      <BillingKeyStatus />
      <BillingKeyAnotherCard />
    </BillingKeyRoot>
  );
}

/**
 * Everything in one: a button that registers a card and has your backend charge it, the words for it, and a way on when
 * something went wrong. Made of `BillingKey.Root`, `Trigger`, `Status` and `AnotherCard`, for you to take apart.
 *
 * Renders the `<button type="button">` and, below it, a `<div role="status">` and the second choice after a failed charge,
 * in a `<div class="rbk-root rbk-button">`. Attributes, `className`, `style`, `render` and `ref` are the button's. It sets `data-status`
 * (and `data-error` on `failed`), and `aria-disabled` and `aria-busy` while an attempt is under way.
 *
 * @example
 * <SubscribeCardButton
 *   pg="kcp_billing"
 *   order={{ customerUid: 'card-7f3', name: 'Basic', amount: 9900 }}
 *   charge={(issued) => api.charge(issued)}
 *   onSuccess={() => navigate('/welcome')}
 * />
 */
export const SubscribeCardButton = /* @__PURE__ */ forwardRef(Button) as unknown as <
  const TPg extends PgCode | CustomPg,
  TData,
>(
  props: SubscribeCardButtonProps<TPg, TData> & RefAttributes<HTMLButtonElement>,
) => ReactElement;

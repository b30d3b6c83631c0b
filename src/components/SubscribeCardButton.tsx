'use client';

import { type ForwardedRef, Fragment, type ReactElement } from 'react';
import { useBillingContext } from '../react/BillingContext.js';
import type { GatewayTypes } from '../react/useBillingKey.js';
import { BillingKeyAnotherCard } from './billingKey/BillingKeyAnotherCard.js';
import { BillingKeyCancel } from './billingKey/BillingKeyCancel.js';
import type { BillingKeyState } from './billingKey/BillingKeyContext.js';
import { useBillingKeyRoot } from './billingKey/BillingKeyRoot.js';
import { BillingKeyStatus } from './billingKey/BillingKeyStatus.js';
import { BillingKeyTrigger, type BillingKeyTriggerProps } from './billingKey/BillingKeyTrigger.js';
import { type BillingProps, splitBillingProps } from './billingKey/BillingProps.js';
import { definePart, type PartProps } from './part/part.js';

/**
 * Props of `<SubscribeCardButton>`: the options of `useBillingKey`, and the attributes of the button. `id` and `onError` are
 * those of `useBillingKey`.
 */
export type SubscribeCardButtonProps<T extends GatewayTypes = GatewayTypes, TData = unknown> = BillingProps<T, TData> &
  Omit<PartProps<'button', BillingKeyState<TData, T>>, keyof BillingProps<T, TData>>;

function Button(props: SubscribeCardButtonProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement {
  const { client } = useBillingContext('<SubscribeCardButton>');
  const [billing, button] = splitBillingProps<BillingProps<GatewayTypes, unknown>, BillingKeyTriggerProps>(
    props,
    client.gateway.optionNames,
  );
  return useBillingKeyRoot(billing, {
    className: 'rbk-button',
    children: (state) => (
      <Fragment>
        <BillingKeyTrigger {...button} ref={ref} />
        <BillingKeyStatus />
        {state.canRetryCharge && <BillingKeyAnotherCard />}
        {state.isPending && <BillingKeyCancel />}
      </Fragment>
    ),
  });
}

/**
 * A complete button: it registers a card, has your backend charge it, says how it goes, and offers a way out while the window
 * opens and a way on when something went wrong. It is made of `BillingKey.Root`, `Trigger`, `Status`, `AnotherCard` and
 * `Cancel`, which you can also compose yourself.
 *
 * Renders the `<button type="button">` and, below it, a `<div role="status">` and the second choice (cancel, or another card),
 * in a `<div class="rbk-root rbk-button">`. Attributes, `className`, `style`, `render` and `ref` are the button's. It sets `data-status`
 * (and `data-error` on `failed`), and `aria-disabled` and `aria-busy` while an attempt is in progress.
 *
 * @example
 * <SubscribeCardButton
 *   pg="kcp_billing"
 *   order={{ customerUid: 'card-7f3', name: 'Basic', amount: 9900 }}
 *   charge={(issued) => api.charge(issued)}
 *   onSuccess={() => navigate('/welcome')}
 * />
 */
export const SubscribeCardButton = /* @__PURE__ */ definePart('SubscribeCardButton', Button);

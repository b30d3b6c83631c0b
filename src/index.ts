'use client';

export type { BillingKeyState } from './components/billingKey/BillingKeyContext.js';
export * as BillingKey from './components/billingKey/parts.js';
export { OrderSummary, type OrderSummaryProps } from './components/checkout/OrderSummary.js';
export { type UseCheckoutOptions, type UseCheckoutResult, useCheckout } from './components/checkout/useCheckout.js';
export type { Term } from './components/consent/agreement.js';
export * as Consent from './components/consent/parts.js';
export * as PaymentMethods from './components/paymentMethods/parts.js';
export { SubscribeCardButton, type SubscribeCardButtonProps } from './components/SubscribeCardButton.js';
export * from './core/index.js';
export type { CheckoutMessages } from './core/messages/checkout/CheckoutMessages.js';
export { formatMoney } from './core/messages/formatMoney.js';
export { ja } from './core/messages/ja.js';
export { zh } from './core/messages/zh.js';
export type { Preload } from './react/BillingContext.js';
export { BillingProvider, type BillingProviderProps } from './react/BillingProvider.js';
export type { ButtonProps } from './react/buttonProps.js';
export type { AnyChargeOption, ChargeOption } from './react/ChargeOption.js';
export {
  type BillingKeyActions,
  type UseBillingKeyOptions,
  type UseBillingKeyResult,
  useBillingKey,
} from './react/useBillingKey.js';
export {
  type UseBillingReturnOptions,
  type UseBillingReturnResult,
  useBillingReturn,
} from './react/useBillingReturn.js';
export {
  type PendingBillingKey,
  type UsePendingBillingKeysOptions,
  usePendingBillingKeys,
} from './react/usePendingBillingKeys.js';

'use client';

export type { BillingKeyState } from './components/billingKey/BillingKeyContext.js';
export * as BillingKey from './components/billingKey/parts.js';
export { SubscribeCardButton, type SubscribeCardButtonProps } from './components/SubscribeCardButton.js';
export * from './core/index.js';
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

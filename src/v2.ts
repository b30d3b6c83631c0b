'use client';

export { OrderSummary, type OrderSummaryProps } from './components/checkout/OrderSummary.js';
export * as Consent from './components/consent/parts.js';
export * as Subscription from './components/subscription/parts.js';
export * from './core/index.js';
export type { CheckoutMessages } from './core/messages/checkout/CheckoutMessages.js';
export { formatDate } from './core/messages/formatDate.js';
export { formatMoney } from './core/messages/formatMoney.js';
export { ja } from './core/messages/ja.js';
export type { CardsMessages, PastDueMessages, SubscriptionMessages } from './core/messages/manage/ManageMessages.js';
export { manageEn } from './core/messages/manage/manageEn.js';
export { manageJa } from './core/messages/manage/manageJa.js';
export { manageZh } from './core/messages/manage/manageZh.js';
export { zh } from './core/messages/zh.js';
export type { IssuedKey } from './portone/IssuedKey.js';
export * from './portone/index.js';
export { BillingApiError } from './react/BillingApiError.js';
export type { Preload } from './react/BillingContext.js';
export type {
  CardChange,
  OrderWish,
  PayNow,
  PlanChange,
  RiseConsent,
} from './react/billingApi.js';
export type { ButtonProps } from './react/buttonProps.js';
export type { AnyChargeOption } from './react/charge.js';
export type { ManageApi, MutationSource, QuerySource } from './react/manageApi.js';
export {
  type PastDueSubscription,
  type PayOutcome,
  type UsePastDueOptions,
  type UsePastDueResult,
  usePastDue,
} from './react/usePastDue.js';
export {
  type CardAction,
  type CardProblem,
  type SavedCard,
  type UseSavedCardsOptions,
  type UseSavedCardsResult,
  useSavedCards,
} from './react/useSavedCards.js';
export {
  type SubscriptionAction,
  type SubscriptionProblem,
  type UseSubscriptionOptions,
  type UseSubscriptionResult,
  useSubscription,
} from './react/useSubscription.js';
export type { CardView } from './server/card/Cards.js';
export type { Receipt } from './server/order/Orders.js';
export type { ChargeView, SubscriptionView } from './server/subscription/SubscriptionView.js';
export * as BillingKey from './v2/BillingKey.js';
export { type BillingApi, type BillingApiOptions, billingApi, type ServerOrder } from './v2/billingApi.js';
export { CardManager, type CardManagerProps } from './v2/CardManager.js';
export * as PastDue from './v2/PastDue.js';
export * as PaymentMethods from './v2/PaymentMethods.js';
export * as SavedCards from './v2/SavedCards.js';
export {
  type AttemptState,
  type BillingKeyState,
  BillingProvider,
  type BillingProviderProps,
  type ChargeOption,
  createPlace,
  type IssueOutcome,
  type PendingBillingKey,
  type Place,
  type PlaceOptions,
  SubscribeCardButton,
  type SubscribeCardButtonProps,
  type UseBillingKeyOptions,
  type UseBillingKeyResult,
  type UseBillingReturnOptions,
  type UseBillingReturnResult,
  type UseCheckoutOptions,
  type UseCheckoutResult,
  type UsePendingBillingKeysOptions,
  useBillingKey,
  useBillingReturn,
  useCheckout,
  usePendingBillingKeys,
} from './v2/v2.js';

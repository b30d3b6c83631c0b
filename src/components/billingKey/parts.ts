export { BillingKeyAnotherCard as AnotherCard } from './BillingKeyAnotherCard.js';
export { BillingKeyErrorMessage as ErrorMessage } from './BillingKeyErrorMessage.js';
export { BillingKeyRoot as Root } from './BillingKeyRoot.js';
export { BillingKeyStatus as Status } from './BillingKeyStatus.js';
export { BillingKeyTrigger as Trigger } from './BillingKeyTrigger.js';

export { SubscriptionCancel as Cancel } from './SubscriptionCancel.js';
export { SubscriptionCard as Card } from './SubscriptionCard.js';
export { SubscriptionConsent as Consent } from './SubscriptionConsent.js';
export { SubscriptionEnd as End } from './SubscriptionEnd.js';
export { SubscriptionNextCharge as NextCharge } from './SubscriptionNextCharge.js';
export { SubscriptionPlan as Plan } from './SubscriptionPlan.js';
export { SubscriptionResume as Resume } from './SubscriptionResume.js';
export { SubscriptionRoot as Root } from './SubscriptionRoot.js';

export { PastDueAnotherCard as AnotherCard } from './PastDueAnotherCard.js';
export { PastDueDeadline as Deadline } from './PastDueDeadline.js';
export { PastDueMessage as Message } from './PastDueMessage.js';
export { PastDueRetry as Retry } from './PastDueRetry.js';

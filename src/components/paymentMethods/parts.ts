export { PaymentMethodsItem as Item } from './PaymentMethodsItem.js';
export { PaymentMethodsRoot as Root } from './PaymentMethodsRoot.js';

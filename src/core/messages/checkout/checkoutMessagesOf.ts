import type { Messages } from '../Messages.js';
import type { CheckoutMessages } from './CheckoutMessages.js';
import { checkoutKo } from './checkoutKo.js';

/** The labels of the parts around the button, in the language of the messages. */
export function checkoutMessagesOf({ checkout }: Messages): CheckoutMessages {
  return { ...checkoutKo, ...checkout };
}

/** Puts values in the place of `{name}` and the like. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

import { useContext } from 'react';
import type { CheckoutMessages } from '../../core/messages/checkout/CheckoutMessages.js';
import { checkoutMessagesOf } from '../../core/messages/checkout/checkoutMessagesOf.js';
import type { Messages } from '../../core/messages/Messages.js';
import { BillingKeyContext, type BillingKeyContextValue } from '../billingKey/BillingKeyContext.js';
import { useMessages } from '../billingKey/useMessages.js';

interface Surroundings {
  readonly messages: Messages;
  readonly words: CheckoutMessages;
  /** The attempt that the part stands in, if it stands in one. */
  readonly billing: BillingKeyContextValue | undefined;
}

/** What a part around the button finds: words, and the attempt that it belongs to. */
export function useSurroundings(part: string): Surroundings {
  const provided = useMessages(part, undefined, undefined);
  const billing = useContext(BillingKeyContext);
  const messages = billing?.messages ?? provided;
  return { messages, words: checkoutMessagesOf(messages), billing };
}

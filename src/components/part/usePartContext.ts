import { useContext, useMemo } from 'react';
import { checkMessages } from '../../core/messages/checkMessages.js';
import type { CheckoutMessages } from '../../core/messages/checkout/CheckoutMessages.js';
import { checkoutMessagesOf } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { ko } from '../../core/messages/ko.js';
import type { MessagePurpose, Messages } from '../../core/messages/Messages.js';
import { type MessageOverrides, mergeMessages, messagesFor } from '../../core/messages/mergeMessages.js';
import { useBillingContext } from '../../react/BillingContext.js';
import { BillingKeyContext, type BillingKeyContextValue } from '../billingKey/BillingKeyContext.js';

interface PartContext {
  readonly messages: Messages;
  /** The labels of the parts around the button. */
  readonly labels: CheckoutMessages;
  /** The attempt that the part stands in, if it stands in one. */
  readonly billing: BillingKeyContextValue | undefined;
}

/** What a part around the button needs to know: its language, and the attempt it belongs to. */
export function usePartContext(part: string): PartContext {
  const provided = useMessages(part, {});
  const billing = useContext(BillingKeyContext);
  const messages = billing?.messages ?? provided;
  return { messages, labels: checkoutMessagesOf(messages), billing };
}

interface OwnMessages {
  readonly locale?: Messages | undefined;
  readonly messages?: MessageOverrides | undefined;
  readonly purpose?: MessagePurpose | undefined;
}

/**
 * The messages of a root or a part: those of its own `locale`, or the provider's; then what its purpose replaces; then the sentences
 * that the host has written for it.
 */
export function useMessages(caller: string, { locale, messages, purpose }: OwnMessages): Messages {
  const provider = useBillingContext(caller);
  return useMemo(() => {
    const base = locale ? checkMessages(locale) : mergeMessages(provider.locale ?? ko, provider.messages);
    return messagesFor(base, purpose, messages);
  }, [provider.locale, provider.messages, locale, messages, purpose]);
}

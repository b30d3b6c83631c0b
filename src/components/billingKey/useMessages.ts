import { useMemo } from 'react';
import type { Messages } from '../../core/messages/Messages.js';
import { type MessageOverrides, mergeMessages } from '../../core/messages/mergeMessages.js';
import { messagesOf } from '../../core/messages/messagesOf.js';
import { useBillingContext } from '../../react/BillingContext.js';

/** The words of a place: those of its own `locale`, or the provider's, with its own sentences on top. */
export function useMessages(
  caller: string,
  locale: 'ko' | 'en' | Messages | undefined,
  overrides: MessageOverrides | undefined,
): Messages {
  const provider = useBillingContext(caller);
  return useMemo(() => {
    const base =
      locale === undefined ? mergeMessages(messagesOf(provider.locale), provider.messages) : messagesOf(locale);
    return mergeMessages(base, overrides);
  }, [provider.locale, provider.messages, locale, overrides]);
}

import { useMemo } from 'react';
import { checkMessages } from '../../core/messages/checkMessages.js';
import { ko } from '../../core/messages/ko.js';
import type { Messages } from '../../core/messages/Messages.js';
import { type MessageOverrides, mergeMessages } from '../../core/messages/mergeMessages.js';
import { useBillingContext } from '../../react/BillingContext.js';

/** The words of a place: those of its own `locale`, or the provider's, with its own sentences on top. */
export function useMessages(
  caller: string,
  locale: Messages | undefined,
  overrides: MessageOverrides | undefined,
): Messages {
  const provider = useBillingContext(caller);
  return useMemo(() => {
    const base = locale ? checkMessages(locale) : mergeMessages(provider.locale ?? ko, provider.messages);
    return mergeMessages(base, overrides);
  }, [provider.locale, provider.messages, locale, overrides]);
}

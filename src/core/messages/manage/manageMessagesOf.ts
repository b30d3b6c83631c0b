import { warnOnce } from '../../devWarnings/warnOnce.js';
import type { Messages } from '../Messages.js';
import type { ManageMessages } from './ManageMessages.js';

/** The sentences of one group of parts, in the language of the messages; Korean is what the group brings along. */
export function manageMessagesOf<TGroup extends keyof ManageMessages>(
  messages: Messages,
  group: TGroup,
  korean: ManageMessages[TGroup],
): ManageMessages[TGroup] {
  const own = messages.manage?.[group];
  if (process.env.NODE_ENV !== 'production' && own === undefined && !messages.locale.startsWith('ko')) {
    warnOnce(
      `manage ${messages.locale}`,
      `The locale "${messages.locale}" has no sentences for cards and subscriptions.`,
      'So these parts speak Korean, in the middle of a page that does not.',
      "Take the language with them: import { manageEn } from 'react-billing-key' (or manageJa, manageZh), then locale={manageEn}.",
    );
  }
  return { ...korean, ...own };
}

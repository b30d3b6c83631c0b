import type { ForwardedRef } from 'react';
import type { Messages } from '../../core/messages/Messages.js';
import type { MessageOverrides } from '../../core/messages/mergeMessages.js';

/** What the roots of `Subscription` and `PastDue` take beside what they are about. */
export interface ManageRootProps {
  /** The zone that dates are told in, the same on your server and in every browser. @default 'Asia/Seoul' */
  readonly timeZone?: string | undefined;
  /** Language of the sentences here. @default the provider's, with its `messages` */
  readonly locale?: Messages | undefined;
  /** Sentences of your own in place of single ones of the locale. */
  readonly messages?: MessageOverrides | undefined;
}

/** One element for two refs: ours and the host's. */
export function bothRefs<TElement>(
  own: (element: TElement | null) => void,
  host: ForwardedRef<TElement>,
): (element: TElement | null) => void {
  return (element) => {
    own(element);
    if (typeof host === 'function') host(element);
    else if (host) host.current = element;
  };
}

import { type ForwardedRef, type RefCallback, useCallback } from 'react';
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

/** One element for two refs: ours and the host's, which is called as rarely as on an element of its own. */
export function useBothRefs<TElement>(
  own: { current: TElement | null },
  host: ForwardedRef<TElement>,
): RefCallback<TElement> {
  return useCallback(
    (element: TElement | null) => {
      own.current = element;
      // Since React 19 it may give a function that is called at the end, in place of itself with null.
      if (typeof host === 'function') return host(element);
      if (host) host.current = element;
    },
    [own, host],
  );
}

import type { ReactElement, RefAttributes } from 'react';
import { type PastDueRootProps as AnyRootProps, PastDueRoot } from '../components/pastDue/PastDueRoot.js';
import type { ChannelCode } from '../portone/channelTable.js';
import type { CustomChannel } from '../portone/customChannel.js';
import type { V2 } from './v2.js';

/** Props of `<PastDue.Root>`. `children` replace the parts; as a function they are given what is due. */
export type PastDueRootProps<TPg extends ChannelCode | CustomChannel> = AnyRootProps<V2<TPg>>;

/**
 * A banner for every page: a renewal was declined, what happens next, and paying now. Without children it has all of its parts.
 *
 * Renders a `<div role="region">` with `data-status` and `lang` while something is due, or has just been paid, and nothing otherwise.
 *
 * @example
 * <PastDue.Root register={{ pg: 'kcp_v2', channelKey: 'channel-key-…' }} />
 */
export const Root = PastDueRoot as unknown as <const TPg extends ChannelCode | CustomChannel>(
  props: PastDueRootProps<TPg> & RefAttributes<HTMLDivElement>,
) => ReactElement | null;

export * from '../components/pastDue/parts.js';

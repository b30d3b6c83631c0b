import type { ReactElement, RefAttributes } from 'react';
import {
  CardManager as AnyCardManager,
  type CardManagerProps as AnyProps,
} from '../components/savedCards/CardManager.js';
import type { ChannelCode } from '../portone/channelTable.js';
import type { CustomChannel } from '../portone/customChannel.js';
import type { V2 } from './v2.js';

/** Props of `<CardManager>`: those of `<SavedCards.Root>`, whose parts it brings along. */
export type CardManagerProps<TPg extends ChannelCode | CustomChannel> = AnyProps<V2<TPg>>;

/**
 * The customer's cards, complete: which there are, which is the default, what is paid with them; adding, changing and removing. It is
 * made of `SavedCards.Root`, `List`, `Empty` and `Add`, which you can also compose yourself.
 *
 * Renders the `<div>` of `SavedCards.Root`.
 *
 * @example
 * <CardManager register={{ pg: 'kcp_v2', channelKey: 'channel-key-…' }} />
 */
export const CardManager = AnyCardManager as unknown as <const TPg extends ChannelCode | CustomChannel>(
  props: CardManagerProps<TPg> & RefAttributes<HTMLDivElement>,
) => ReactElement;

import preview from '../.storybook/preview.js';
import { SubscribeCardButton } from '../src/index.js';
import { charge } from './world/api.js';
import { inSituation } from './world/inSituation.js';
import { order } from './world/order.js';

const paidByWindow = { ...order, initialCharge: 'at-issue' } as const;

const meta = preview.meta({
  title: 'SubscribeCardButton',
  tags: ['autodocs'],
  render: () => (
    <SubscribeCardButton pg="kcp_billing" order={order} charge={charge} chargeTimeout={4000} onUnmount="cancel" />
  ),
});

/** Choose an outcome in the toolbar, then press the button. */
export const Play = meta.story({});

export const Idle = meta.story(inSituation('idle'));
export const Loading = meta.story(inSituation('loading'));
export const Window = meta.story(inSituation('window'));
export const Redirecting = meta.story(inSituation('redirecting'));
export const Charging = meta.story(inSituation('charging'));
export const Paused = meta.story(inSituation('paused'));
export const Succeeded = meta.story(inSituation('succeeded'));
export const Cancelled = meta.story(inSituation('cancelled'));
export const Failed = meta.story(inSituation('failed'));
export const ChargeFailed = meta.story(inSituation('chargeFailed'));
/** A PG that opens a popup, and an SDK that came too late for the click. */
export const NeedsClick = meta.story({
  ...inSituation('needsClick'),
  render: () => <SubscribeCardButton pg="payco" order={order} charge={charge} onUnmount="cancel" />,
});
/** A PG that takes the money while it issues the key, and a backend that could not verify it. */
export const Unverified = ChargeFailed.extend({
  render: () => <SubscribeCardButton pg="kakaopay" order={paidByWindow} charge={charge} onUnmount="cancel" />,
});

export const IdleEn = meta.story(inSituation('idle', 'en'));
export const LoadingEn = meta.story(inSituation('loading', 'en'));
export const WindowEn = meta.story(inSituation('window', 'en'));
export const RedirectingEn = meta.story(inSituation('redirecting', 'en'));
export const ChargingEn = meta.story(inSituation('charging', 'en'));
export const PausedEn = meta.story(inSituation('paused', 'en'));
export const SucceededEn = meta.story(inSituation('succeeded', 'en'));
export const CancelledEn = meta.story(inSituation('cancelled', 'en'));
export const FailedEn = meta.story(inSituation('failed', 'en'));
export const ChargeFailedEn = meta.story(inSituation('chargeFailed', 'en'));
export const NeedsClickEn = meta.story({
  ...inSituation('needsClick', 'en'),
  render: () => <SubscribeCardButton pg="payco" order={order} charge={charge} onUnmount="cancel" />,
});
export const UnverifiedEn = ChargeFailedEn.extend({
  render: () => <SubscribeCardButton pg="kakaopay" order={paidByWindow} charge={charge} onUnmount="cancel" />,
});

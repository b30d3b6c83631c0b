import preview from '../../.storybook/preview.js';
import { BillingKey, Consent, OrderSummary, PaymentMethods } from '../../src/index.js';
import { charge } from '../world/api.js';
import { inSituation } from '../world/inSituation.js';
import { nextCharge, order } from '../world/order.js';

/** All parts of one attempt under each other: each status, as each part shows it. */
function Board({ pg = 'kcp_billing' }: { pg?: 'kcp_billing' | 'payco' }) {
  return (
    <BillingKey.Root className="stack" pg={pg} order={order} charge={charge} onUnmount="cancel">
      <OrderSummary order={order} period="month" nextCharge={nextCharge} />
      <PaymentMethods.Root pgs={['kcp_billing', 'payco', 'kakaopay', 'naverpay']} value={pg} />
      <Consent.Root defaultValue={['billing']}>
        <Consent.All />
        <Consent.Item value="billing" required>
          정기결제 이용약관
        </Consent.Item>
        <Consent.Link term="정기결제 이용약관" href="#billing" />
        <Consent.Item value="news">혜택 알림 받기</Consent.Item>
      </Consent.Root>
      <BillingKey.Trigger />
      <BillingKey.Status />
      <BillingKey.ErrorMessage />
      <div className="row">
        <BillingKey.RetryCharge />
        <BillingKey.AnotherCard />
        <BillingKey.Cancel />
      </div>
    </BillingKey.Root>
  );
}

const meta = preview.meta({ title: 'Parts/Every part in every status', render: () => <Board /> });

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
export const NeedsClick = meta.story({ ...inSituation('needsClick'), render: () => <Board pg="payco" /> });

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
export const NeedsClickEn = meta.story({ ...inSituation('needsClick', 'en'), render: () => <Board pg="payco" /> });

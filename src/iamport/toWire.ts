import { present } from '../core/lib/present.js';
import type { BillingOrder } from './order.js';
import type { PgDecision } from './pg/decidePg.js';
import type { IamportRequest } from './wire.js';

export interface WireSettings {
  readonly merchantUid: string;
  readonly redirectUrl: string | undefined;
  /** Merchant id of the channel: `pg` becomes `{pg}.{mid}`. */
  readonly mid?: string | undefined;
  /** The console's channel key; the current SDK prefers it to `pg`. */
  readonly channelKey?: string | undefined;
}

/** Our order in the SDK's spelling, without the keys that have no value. */
export function toWire(order: BillingOrder, decision: PgDecision, settings: WireSettings): IamportRequest {
  const { buyer } = order;
  return present<Record<keyof IamportRequest, unknown>>({
    // First, so that it adds parameters and can't replace what is decided here.
    ...order.extra,
    channelKey: settings.channelKey,
    pg: settings.mid ? `${decision.code}.${settings.mid}` : decision.code,
    pay_method: decision.payMethod,
    merchant_uid: settings.merchantUid,
    customer_uid: order.customerUid,
    name: order.name,
    amount: decision.wireAmount,
    currency: order.currency,
    buyer_name: buyer?.name,
    buyer_email: buyer?.email,
    buyer_tel: buyer?.tel,
    buyer_addr: buyer?.address,
    buyer_postcode: buyer?.postcode,
    customer_id: order.customerId,
    m_redirect_url: settings.redirectUrl,
    app_scheme: order.appScheme,
    digital: order.digital,
    popup: order.popup,
    naverPopupMode: decision.naverPopupMode,
    naverProductCode: order.naverProductCode,
    naverProductCount: order.naverProductCount,
    notice_url: order.noticeUrl,
    language: order.language,
    company: order.company,
    period: order.period,
    bypass: order.bypass,
    card: order.card,
    display: order.display,
  }) as IamportRequest;
}

import { type ReactNode, useState } from 'react';
import { BillingApiError, ko, OrderSummary, SubscribeCardButton } from 'react-billing-key';
import type { Plan } from '../server/plans.js';
import { api, type Receipt, type ShopConfig } from './api.js';
import { BuyerFields } from './BuyerFields.js';
import { addDays, addMonth } from './format.js';
import { Link } from './route.js';

/** What the server refused, in words for the customer. The button says what can be done about it. */
const REASONS: Readonly<Record<string, string>> = {
  subscription_exists: '이미 이용 중인 구독이 있어요. 바꾸려면 먼저 해지해 주세요.',
  trial_used: '무료 체험은 한 번만 이용할 수 있어요.',
  registration_unknown: '카드 등록 기록을 찾지 못했어요. 카드를 다시 등록해 주세요.',
  registration_failed: '카드가 등록되지 않았어요. 카드를 다시 등록해 주세요.',
  amount_mismatch: '결제된 금액이 상품 가격과 달라요. 고객센터에서 확인한 뒤 환불해 드릴게요.',
  too_many_attempts: '시도가 너무 많았어요. 잠시 뒤 다시 시도해 주세요.',
  charge_unsettled: '결제 결과를 아직 확인하지 못했어요. 다시 시도해도 두 번 결제되지 않아요.',
  gateway_unavailable: '결제사에 연결하지 못했어요. 다시 시도해도 두 번 결제되지 않아요.',
  unreachable: '서버에 연결하지 못했어요.',
};

interface SubscribeFormProps {
  config: ShopConfig;
  plan: Plan;
  /** The customer has pressed the button. */
  onTry(): void;
  onPaid(receipt: Receipt): void;
  /** It was refused: what the page shows may be older than what the server knows. */
  onRefused(): void;
}

export function SubscribeForm({ config, plan, onTry, onPaid, onRefused }: SubscribeFormProps): ReactNode {
  const [buyer, setBuyer] = useState({ name: '', email: '', tel: '' });
  const [reason, setReason] = useState<string>();
  const today = new Date();
  const trialEnds = plan.trialDays === undefined ? undefined : addDays(today, plan.trialDays);

  return (
    <section className="panel form" aria-labelledby="form-title">
      <h2 id="form-title">카드 등록</h2>
      <BuyerFields buyer={buyer} onChange={setBuyer} />

      <OrderSummary
        order={{ name: plan.name, amount: plan.amount, ...(trialEnds && { dueToday: 0 }) }}
        period="month"
        nextCharge={trialEnds ? undefined : addMonth(today)}
        trialEnds={trialEnds}
        howToCancel={<Link href="/subscription">내 구독에서 언제든 해지할 수 있어요</Link>}
      />

      {reason !== undefined && <p className="reason">{reason}</p>}
      <SubscribeCardButton
        // By its id, a customer who comes back from the payment page finds this place again, whichever plan it shows by then.
        id="checkout"
        // The order has what card PGs need. Another PG of the environment is checked when the button is pressed.
        pg={config.pg as 'kcp_billing'}
        channelKey={config.channelKey}
        // Made by the server when the button is pressed. What the window is to be filled in with goes to the window alone.
        order={async () => ({ ...(await api.order(plan.id)()), buyer: filled(buyer) })}
        purchaseKey={[plan.id]}
        charge={api.charge}
        // Nothing is charged today, and every sentence says so.
        messages={trialEnds && ko.purposes.trial}
        onClick={() => {
          setReason(undefined);
          onTry();
        }}
        onError={({ cause }) => {
          setReason(cause instanceof BillingApiError ? reasonOf(cause) : undefined);
          onRefused();
        }}
        onSuccess={onPaid}
      />
      <p className="fine">카드 정보는 결제사에만 저장돼요.</p>
    </section>
  );
}

/** In the card company's words where it has some. */
function reasonOf({ code, charge }: BillingApiError): string {
  if (code === 'charge_declined') return `카드사 안내: ${charge?.failReason || '결제가 거절됐어요.'}`;
  return REASONS[code] ?? '문제가 계속되면 고객센터로 문의해 주세요.';
}

/** What was left empty is not sent. */
function filled<T extends Record<string, string>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== '')) as Partial<T>;
}

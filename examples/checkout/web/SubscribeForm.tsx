import { type ReactNode, useState } from 'react';
import { SubscribeCardButton } from 'react-billing-key';
import type { PageConfig, Plan, Receipt } from './api.js';
import { BuyerFields } from './BuyerFields.js';
import { ChargeFailure } from './ChargeFailure.js';
import { charge, getCharge } from './charge.js';
import { won } from './format.js';

interface SubscribeFormProps {
  config: PageConfig;
  plan: Plan;
  /** The name for the card that is registered here. */
  customerUid: string;
  onPaid(receipt: Receipt): void;
}

export function SubscribeForm({ config, plan, customerUid, onPaid }: SubscribeFormProps): ReactNode {
  const [buyer, setBuyer] = useState({ name: '', email: '', tel: '' });

  return (
    <section className="panel form" aria-labelledby="form-title">
      <h2 id="form-title">카드 등록</h2>
      <BuyerFields buyer={buyer} onChange={setBuyer} />

      <dl className="total">
        <dt>오늘 결제할 금액</dt>
        <dd>{won(plan.amount)}</dd>
      </dl>

      <ChargeFailure />
      <SubscribeCardButton
        // By its id, a customer who comes back from the payment page finds this place again, whichever plan it shows by then.
        id="checkout"
        // The order has what card PGs need. Another PG of the environment is checked when the button is pressed.
        pg={config.pg as 'kcp_billing'}
        channelKey={config.channelKey}
        order={{
          customerUid,
          name: plan.name,
          amount: plan.amount,
          buyer: filled(buyer),
          metadata: { planId: plan.id },
        }}
        charge={charge}
        getCharge={getCharge}
        onSuccess={onPaid}
      />
      <p className="fine">매달 같은 날 {won(plan.amount)}이 결제돼요. 카드 정보는 결제사에만 저장돼요.</p>
    </section>
  );
}

/** What was left empty is not sent. */
function filled<T extends Record<string, string>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== '')) as Partial<T>;
}

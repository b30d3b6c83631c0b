import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Subscription } from './api.js';
import { EndSubscription } from './EndSubscription.js';
import { cardLabel, day, won } from './format.js';
import { nextRenewal, useSubscriptions } from './useSubscriptions.js';

/** What will be charged next, and the way out of it. */
export function Subscriptions({ customerUids }: { customerUids: string[] }): ReactNode {
  const active = useSubscriptions(customerUids).filter(({ status }) => status === 'active');
  const [ended, setEnded] = useState<string>();
  const news = useRef<HTMLParagraphElement>(null);

  // The button that had the focus is gone with its subscription.
  useEffect(() => {
    if (ended !== undefined) news.current?.focus();
  }, [ended]);

  if (active.length === 0 && ended === undefined) return null;
  return (
    <section className="panel subscriptions" aria-labelledby="subscriptions-title">
      <h2 id="subscriptions-title">이용 중인 구독</h2>
      {ended !== undefined && (
        <p ref={news} tabIndex={-1}>
          {ended} 구독을 해지했어요. 더는 결제되지 않아요.
        </p>
      )}
      <ul>
        {active.map((subscription) => (
          <Item key={subscription.customerUid} subscription={subscription} onEnded={setEnded} />
        ))}
      </ul>
    </section>
  );
}

interface ItemProps {
  subscription: Subscription;
  onEnded(name: string): void;
}

function Item({ subscription, onEnded }: ItemProps): ReactNode {
  const { customerUid, charges } = subscription;
  const paid = charges.find(({ status }) => status === 'paid');
  const next = nextRenewal(subscription);
  if (paid === undefined) return null;
  const card = cardLabel(paid.cardName, paid.cardNumber);
  const name = `${paid.planName} (${card})`;
  return (
    <li>
      <span className="what">{paid.planName}</span>
      <span className="how">
        {next === undefined ? '다음 결제일을 정하고 있어요' : `다음 결제 ${day(next.dueAt)} ${won(next.amount)}`} ·{' '}
        {card}
      </span>
      <EndSubscription customerUid={customerUid} name={name} onEnded={() => onEnded(name)} />
    </li>
  );
}

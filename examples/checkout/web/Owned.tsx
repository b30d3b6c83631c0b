import type { ReactNode } from 'react';
import type { SubscriptionView } from 'react-billing-key';
import { Link } from './route.js';

/** In the place of the form, for who has a subscription: nobody is sold a second one. */
export function Owned({ subscription }: { subscription: SubscriptionView }): ReactNode {
  return (
    <section className="panel notice" aria-labelledby="owned-title">
      <h2 id="owned-title">이미 이용 중인 구독이 있어요</h2>
      <p>{subscription.name} 구독을 이용하고 있어요. 다른 상품은 이 구독을 끝낸 뒤에 시작할 수 있어요.</p>
      <Link className="button secondary" href="/subscription">
        내 구독 보기
      </Link>
    </section>
  );
}

import { type ReactNode, useEffect } from 'react';
import { Subscription } from 'react-billing-key';
import { History } from './History.js';
import { Link } from './route.js';

/** What is subscribed to, what comes next, and the way out. */
export function SubscriptionPage(): ReactNode {
  useEffect(() => {
    document.title = '내 구독 · 모두의 구독';
    return () => {
      document.title = '모두의 구독';
    };
  }, []);
  return (
    <main className="page narrow">
      <h1>내 구독</h1>
      <Subscription.Root />
      <p className="ways">
        <Link href="/card">결제 카드 바꾸기</Link>
        <Link href="/">구독 상품 보기</Link>
      </p>
      <History />
    </main>
  );
}

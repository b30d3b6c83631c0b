import { SubscribeCardButton } from 'react-billing-key';

/**
 * The server makes the order, with a price of its own: the function is called once an attempt, on the click. `purchaseKey` says
 * what makes two clicks the same purchase.
 */
export function ServerMadeOrder({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const plan = { ko: '모두의 구독 베이직', en: 'Everyone’s Basic' }[locale];
  return <SubscribeCardButton pg="kcp_billing" order={() => makeOrder(plan)} purchaseKey={['basic', 'monthly']} />;
}

/** In your app: `fetch('/api/orders', { method: 'POST' })`. */
async function makeOrder(plan: string) {
  await new Promise((resolve) => setTimeout(resolve, 400));
  return { customerUid: 'customer-1-card-1', merchantUid: `registration-${Date.now()}`, name: plan, amount: 9900 };
}

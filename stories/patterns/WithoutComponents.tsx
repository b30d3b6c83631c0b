import { useCheckout } from 'react-billing-key';

/** Plain elements, tied together by `useCheckout()`. */
export function WithoutComponents({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const text = {
    ko: {
      plan: '모두의 구독 베이직',
      method: '결제 수단',
      card: '신용·체크카드',
      kakao: '카카오페이',
      terms: '약관',
      billing: '(필수) 정기결제 이용약관',
      news: '(선택) 혜택 알림 받기',
      pay: '구독하기',
      pending: '진행하고 있어요',
      done: '구독을 시작했어요',
      missing: '필수 약관에 동의해 주세요.',
      failed: '카드를 등록하지 못했어요.',
    },
    en: {
      plan: 'Everyone’s Basic',
      method: 'Payment method',
      card: 'Credit or debit card',
      kakao: 'KakaoPay',
      terms: 'Terms',
      billing: 'Recurring payment terms (required)',
      news: 'News and offers (optional)',
      pay: 'Subscribe',
      pending: 'In progress',
      done: 'Subscribed',
      missing: 'Please agree to the required terms.',
      failed: 'Your card could not be registered.',
    },
  }[locale];
  const checkout = useCheckout({
    pgs: ['kcp_billing', 'kakaopay'],
    order: { customerUid: 'customer-1-card-1', name: text.plan, amount: 9900 },
    terms: [{ id: 'billing', version: '2026-09', required: true }, { id: 'news' }],
  });
  const { billing } = checkout;
  return (
    <form className="stack" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>{text.method}</legend>
        <label>
          <input {...checkout.getMethodProps('kcp_billing')} name="method" /> {text.card}
        </label>
        <label>
          <input {...checkout.getMethodProps('kakaopay')} name="method" /> {text.kakao}
        </label>
      </fieldset>
      <fieldset>
        <legend>{text.terms}</legend>
        <label>
          <input {...checkout.getTermProps('billing')} /> {text.billing}
        </label>
        <label>
          <input {...checkout.getTermProps('news')} /> {text.news}
        </label>
      </fieldset>
      <button {...checkout.getButtonProps()} className="plain-button">
        {billing.isPending ? text.pending : billing.status === 'succeeded' ? text.done : text.pay}
      </button>
      <p role="status">
        {checkout.isRefused
          ? text.missing
          : billing.status === 'failed'
            ? (billing.error.pgMessage ?? text.failed)
            : ''}
      </p>
    </form>
  );
}

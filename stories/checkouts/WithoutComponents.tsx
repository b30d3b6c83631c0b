import { useCheckout } from '../../src/index.js';
import { charge } from '../world/api.js';
import { order } from '../world/order.js';

/** Plain elements, tied together by `useCheckout()`. */
export function WithoutComponents() {
  const checkout = useCheckout({
    pgs: ['kcp_billing', 'kakaopay'],
    order: () => order,
    terms: [{ id: 'billing', required: true }, { id: 'news' }],
    charge,
    onUnmount: 'cancel',
  });
  const { billing } = checkout;
  return (
    <form className="stack" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>결제 수단</legend>
        <label>
          <input {...checkout.getMethodProps('kcp_billing')} name="method" /> 카드
        </label>
        <label>
          <input {...checkout.getMethodProps('kakaopay')} name="method" /> 카카오페이
        </label>
      </fieldset>
      <fieldset>
        <legend>약관</legend>
        <label>
          <input {...checkout.getTermProps('billing')} /> (필수) 정기결제 이용약관
        </label>
        <label>
          <input {...checkout.getTermProps('news')} /> (선택) 혜택 알림 받기
        </label>
      </fieldset>
      <button {...checkout.getButtonProps()} className="plain-button">
        {billing.isPending ? '진행하고 있어요' : billing.status === 'succeeded' ? '구독을 시작했어요' : '구독하기'}
      </button>
      <p role="status">
        {checkout.isRefused
          ? '필수 약관에 동의해 주세요.'
          : billing.status === 'failed'
            ? (billing.error.pgMessage ?? '카드를 등록하지 못했어요.')
            : ''}
      </p>
    </form>
  );
}

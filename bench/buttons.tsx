import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useEffect, useId, useState } from 'react';
import type { Iamport } from '../src/iamport/index.js';
import { type IssuedKey, SubscribeCardButton } from '../src/index.js';

/** Which button a measurement is about. */
export type ButtonName = 'ours' | 'handWritten' | 'sameElements';

interface Charged {
  readonly impUid: string;
}

/** Set by the page: told when the backend is asked to charge. */
export const backend = { onCharge: () => {} };

async function charge({ impUid }: { impUid: string }): Promise<Charged> {
  backend.onCharge();
  return { impUid };
}

const order = { customerUid: 'customer-1', name: '베이직', amount: 9900 };

function Ours(): ReactElement {
  return <SubscribeCardButton pg="kcp_billing" order={order} charge={(issued: IssuedKey) => charge(issued)} />;
}

/** What a page has without the library: no checks, no records, no second try, and the same mutation. */
function HandWritten(): ReactElement {
  const { status, pay } = useHandWritten();
  return (
    <button type="button" data-status={status} onClick={pay}>
      카드 등록하고 구독하기
    </button>
  );
}

/** The same, with the elements that our button has: what of its cost is the browser's, whoever writes it. */
function SameElements(): ReactElement {
  const { status, pay } = useHandWritten();
  return (
    <div className="rbk-root rbk-button" data-status={status} data-rbk="root" lang="ko">
      <button type="button" className="rbk-trigger" data-status={status} data-rbk="trigger" onClick={pay}>
        <span>카드 등록하고 구독하기</span>
      </button>
      <div className="rbk-status" data-status={status} id={useId()} role="status" />
    </div>
  );
}

function useHandWritten() {
  const [status, setStatus] = useState('idle');
  const mutation = useMutation({ mutationFn: charge, onSuccess: () => setStatus('succeeded') });
  const { mutate } = mutation;
  useEffect(() => {
    const impUid = new URLSearchParams(location.search).get('imp_uid');
    if (impUid) mutate({ impUid });
  }, [mutate]);
  function pay() {
    setStatus('window');
    (window as { IMP?: Iamport }).IMP?.request_pay(
      {
        pg: 'kcp_billing',
        pay_method: 'card',
        merchant_uid: `order${Date.now()}`,
        customer_uid: order.customerUid,
        name: order.name,
        amount: order.amount,
        m_redirect_url: location.href,
      },
      (response) => {
        if (!response.success) return setStatus('failed');
        setStatus('charging');
        mutate({ impUid: String(response.imp_uid) });
      },
    );
  }
  return { status, pay };
}

export const buttons: Readonly<Record<ButtonName, () => ReactElement>> = {
  ours: Ours,
  handWritten: HandWritten,
  sameElements: SameElements,
};

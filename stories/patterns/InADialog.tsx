import { useRef, useState } from 'react';
import { SubscribeCardButton } from 'react-billing-key';

/** A dialog that the payment window opens over, and that hands the focus back when it is closed. */
export function InADialog({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const text = {
    ko: {
      open: '구독하기',
      title: '베이직을 구독할까요?',
      price: '오늘 9,900원을 결제하고, 매월 같은 날에 결제해요.',
      anyTime: '언제든 해지할 수 있어요.',
      close: '닫기',
      plan: '모두의 구독 베이직',
    },
    en: {
      open: 'Subscribe',
      title: 'Subscribe to Basic?',
      price: '₩9,900 today, and on the same day every month.',
      anyTime: 'You can cancel at any time.',
      close: 'Close',
      plan: 'Everyone’s Basic',
    },
  }[locale];
  const [isOpen, setOpen] = useState(true);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <button type="button" className="plain-button" ref={opener} onClick={() => setOpen(true)}>
        {text.open}
      </button>
      {isOpen && (
        <div className="backdrop">
          <div
            className="dialog stack"
            role="dialog"
            aria-labelledby="dialog-title"
            onKeyDown={(event) => {
              if (event.key === 'Escape') close();
            }}
          >
            <h2 id="dialog-title">{text.title}</h2>
            <p>{text.price}</p>
            <SubscribeCardButton
              pg="kcp_billing"
              order={{ customerUid: 'customer-1-card-1', name: text.plan, amount: 9900 }}
              messages={{ status: { idle: text.anyTime } }}
            />
            <button type="button" className="plain-button" onClick={close}>
              {text.close}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

import { useRef, useState } from 'react';
import { SubscribeCardButton } from '../../src/index.js';
import { charge } from '../world/api.js';
import { order } from '../world/order.js';

/** A dialog that the payment window can open over, and that hands the focus back when it is closed. */
export function InADialog() {
  const [isOpen, setOpen] = useState(true);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <button type="button" className="plain-button" ref={opener} onClick={() => setOpen(true)}>
        구독하기
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
            <h2 id="dialog-title">베이직을 구독할까요?</h2>
            <p>지금 9,900원을 결제하고, 매달 같은 날에 결제해요.</p>
            <SubscribeCardButton
              pg="kcp_billing"
              order={order}
              charge={charge}
              onUnmount="cancel"
              messages={{ status: { idle: '언제든 해지할 수 있어요.' } }}
            />
            <button type="button" className="plain-button" onClick={close}>
              닫기
            </button>
          </div>
        </div>
      )}
    </>
  );
}

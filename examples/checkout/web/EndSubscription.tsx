import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useRef } from 'react';
import { endSubscription } from './api.js';

interface EndSubscriptionProps {
  customerUid: string;
  /** Tells one of several from the others. */
  name: string;
  onEnded(): void;
}

/** Ends a subscription, once the customer has said so twice. */
export function EndSubscription({ customerUid, name, onEnded }: EndSubscriptionProps): ReactNode {
  const queryClient = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const end = useMutation({
    mutationFn: () => endSubscription(customerUid),
    onSuccess() {
      dialog.current?.close();
      onEnded();
      return queryClient.invalidateQueries({ queryKey: ['subscription'] });
    },
  });

  return (
    <>
      <button type="button" className="quiet" aria-label={`${name} 해지`} onClick={() => dialog.current?.showModal()}>
        해지
      </button>
      <dialog ref={dialog} className="panel ending" aria-labelledby={titleId} onClose={end.reset}>
        <h2 id={titleId}>구독을 해지할까요?</h2>
        <p>{name}: 다음 결제부터 멈추고, 등록한 카드도 지워요. 이미 낸 기간은 끝까지 쓸 수 있어요.</p>
        {end.isError && (
          <p role="alert" className="reason">
            해지하지 못했어요. 잠시 뒤 다시 눌러 주세요.
          </p>
        )}
        <div className="choices">
          <button type="button" className="button secondary" onClick={() => dialog.current?.close()}>
            계속 이용하기
          </button>
          <button
            type="button"
            className="button"
            aria-disabled={end.isPending}
            onClick={() => end.isPending || end.mutate()}
          >
            {end.isPending ? '해지하고 있어요' : '해지하기'}
          </button>
        </div>
      </dialog>
    </>
  );
}

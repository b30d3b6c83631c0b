import { useEffect, useRef } from 'react';

/** Says to wait while the payment is under way, over everything on the page, and can't be closed. */
export function WaitingDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} onCancel={(event) => event.preventDefault()}>
      Please wait.
    </dialog>
  );
}

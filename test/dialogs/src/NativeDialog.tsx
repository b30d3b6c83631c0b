import { type ReactNode, useEffect, useRef, useState } from 'react';

export function NativeDialog({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [closings, setClosings] = useState(0);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} onClose={() => setClosings((count) => count + 1)} data-closings={closings}>
      <h2>Native</h2>
      {children}
    </dialog>
  );
}

import { type ReactNode, useEffect, useRef } from 'react';

/** Takes the focus back as soon as something outside has it, before anybody else hears of it. */
export function FocusTrap({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const takeBack = ({ target }: FocusEvent) => {
      if (target instanceof Node && !dialog.current?.contains(target)) dialog.current?.querySelector('button')?.focus();
    };
    document.addEventListener('focusin', takeBack, true);
    return () => document.removeEventListener('focusin', takeBack, true);
  }, []);
  return (
    <div ref={dialog} role="dialog" aria-modal="true" aria-label="Trap">
      {children}
    </div>
  );
}

import { type ReactNode, useEffect, useRef } from 'react';

/** Makes everything else on the page inert, whatever and whoever's it is, and goes on doing so. */
export function InertDialog({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const block = () => {
      for (const child of document.body.children) {
        if (child instanceof HTMLElement && !child.contains(dialog.current) && !child.inert) child.inert = true;
      }
    };
    block();
    const observer = new MutationObserver(block);
    observer.observe(document.body, { childList: true });
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={dialog} role="dialog" aria-modal="true" aria-label="Inert">
      {children}
    </div>
  );
}

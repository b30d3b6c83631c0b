import { type ReactNode, useEffect, useRef } from 'react';

/** A checkout that fills the page, in the top layer. */
export function PopoverDrawer({ children }: { children: ReactNode }) {
  const drawer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    drawer.current?.showPopover();
  }, []);
  return (
    <div ref={drawer} popover="manual" style={{ inset: 0, width: '100%', height: '100%', boxSizing: 'border-box' }}>
      {children}
    </div>
  );
}

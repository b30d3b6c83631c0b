import { type ComponentPropsWithoutRef, type MouseEvent, type ReactNode, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** The path of the page, as it changes. A router of yours stands here. */
export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);

/** A link that changes the page without loading it anew. */
export function Link({ href, ...props }: ComponentPropsWithoutRef<'a'> & { href: string }): ReactNode {
  const path = usePath();
  return (
    <a
      {...props}
      href={href}
      aria-current={path === href ? 'page' : undefined}
      onClick={(event: MouseEvent<HTMLAnchorElement>) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        history.pushState(null, '', href);
        for (const listener of listeners) listener();
      }}
    />
  );
}

import { useRouter } from '@tanstack/react-router';
import type { UrlAdapter } from 'react-billing-key';

/** Tells TanStack Router of an address without a return. */
export function useUrlAdapter(): UrlAdapter {
  const { history } = useRouter();
  return {
    read: () => window.location.href,
    replace(url) {
      const { pathname, search, hash } = new URL(url);
      history.replace(pathname + search + hash);
    },
  };
}

import type { UrlAdapter } from 'react-billing-key';
import { useNavigate } from 'react-router';

/** Tells React Router of an address without a return, which `setSearchParams` would put back. */
export function useUrlAdapter(): UrlAdapter {
  const navigate = useNavigate();
  return {
    read: () => window.location.href,
    replace(url) {
      const { pathname, search, hash } = new URL(url);
      navigate({ pathname, search, hash }, { replace: true, preventScrollReset: true });
    },
  };
}

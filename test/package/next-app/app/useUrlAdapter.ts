import { useRouter } from 'next/navigation';
import type { UrlAdapter } from 'react-billing-key';

/** Tells Next.js of an address without a return, which `router.refresh()` would put back. */
export function useUrlAdapter(): UrlAdapter {
  const router = useRouter();
  return { read: () => window.location.href, replace: (url) => router.replace(url, { scroll: false }) };
}

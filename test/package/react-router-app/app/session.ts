import { redirect } from 'react-router';

/** Stands for a session: whoever says a name is signed in. */
export function customerOf(request: Request): string | null {
  const customer = /(?:^|;\s*)customer=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return customer === undefined ? null : decodeURIComponent(customer);
}

/** The guard of a route: signs in first, and comes back to the whole address. */
export function requireCustomer(request: Request): string {
  const customer = customerOf(request);
  if (customer !== null) return customer;
  const { pathname, search } = new URL(request.url);
  throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

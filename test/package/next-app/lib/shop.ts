import type { Price } from 'react-billing-key/server';

export const plans: Readonly<Record<string, Price>> = {
  basic: { name: 'Basic plan', amount: 9900, period: { unit: 'month' } },
};

/** Who asks, by the cookie of `lib/session.ts`. */
export async function readSession(request: Request): Promise<{ userId: string } | null> {
  const userId = /(?:^|;\s*)customer=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return userId === undefined ? null : { userId: decodeURIComponent(userId) };
}

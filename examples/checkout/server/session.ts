import { createHash, randomBytes } from 'node:crypto';

const cookie = /(?:^|;\s*)checkout_session=([\w-]{22})(?:;|$)/;

/**
 * A toy: nobody signs in, and a browser is a customer. The random text in its cookie is the only secret, so that the
 * customer's id is a hash of it, which may be shown and stored. A shop of yours asks its own session here.
 */
export function customerOf(request: Request): string | null {
  const session = cookie.exec(request.headers.get('cookie') ?? '')?.[1];
  return session === undefined ? null : customerIdOf(session);
}

/** Makes a customer of a browser that is none yet. */
export function beginSession(): { readonly customerId: string; readonly setCookie: string } {
  const session = randomBytes(16).toString('base64url');
  const setCookie = `checkout_session=${session}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`;
  return { customerId: customerIdOf(session), setCookie };
}

function customerIdOf(session: string): string {
  return `customer_${createHash('sha256').update(session).digest('hex').slice(0, 24)}`;
}

import { BillingServerError } from '../errors.js';

/**
 * Refuses what another site's page sent: with the customer's cookies, it would speak for them. `Sec-Fetch-Site` is the
 * browser's own word for it; where it is missing, the origin has to be the one that was asked, or a trusted one.
 */
export function assertSameSite(request: Request, trustedOrigins: readonly string[]): void {
  if (trustedOrigin(request, trustedOrigins) !== undefined) return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) {
    if (site === 'same-origin' || site === 'none') return;
    throw crossSite(origin ?? site);
  }
  if (origin === null || isHostOf(origin, request)) return;
  throw crossSite(origin);
}

/**
 * What a browser has to read on an answer to let the page of a trusted origin have it; null for any other page. Before it sends
 * JSON or deletes something it asks, by OPTIONS, whether it may.
 */
export function sharedWith(
  request: Request,
  trustedOrigins: readonly string[],
): Readonly<Record<string, string>> | null {
  const origin = trustedOrigin(request, trustedOrigins);
  if (origin === undefined) return null;
  const shared = { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', vary: 'origin' };
  if (request.method !== 'OPTIONS') return { ...shared, 'access-control-expose-headers': 'retry-after' };
  return {
    ...shared,
    'access-control-allow-methods': 'GET, POST, DELETE',
    // Beside `content-type`, whatever the host knows its customers by.
    'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? 'content-type',
    'access-control-max-age': '600',
  };
}

function trustedOrigin(request: Request, trustedOrigins: readonly string[]): string | undefined {
  const origin = request.headers.get('origin');
  return trustedOrigins.find((trusted) => trusted === origin);
}

/** Without the scheme: a server behind a proxy does not see that its page is on https. */
function isHostOf(origin: string, request: Request): boolean {
  const asked = request.headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === asked;
}

function crossSite(from: string): BillingServerError {
  return new BillingServerError(
    'cross_site',
    `This request comes from ${from}, which is another site than this server. If that page is yours, name its origin in trustedOrigins.`,
  );
}

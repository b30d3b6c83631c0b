import { WebhookRejected } from './Gateway.js';

/** How old, or how far ahead, a webhook may be, in seconds. */
const tolerance = 5 * 60;

/** How many signatures are looked at. There is one, or two while a secret is replaced, and anybody may send thousands. */
const SIGNATURES = 5;

/**
 * Holds a webhook against its signature. Source: Standard Webhooks, https://www.standardwebhooks.com, which PortOne V2 follows.
 *
 * @throws WebhookRejected
 */
export async function verifyStandardWebhook(
  { headers, body }: { readonly headers: Headers; readonly body: string },
  secrets: readonly string[],
  now: number,
): Promise<void> {
  const id = headers.get('webhook-id');
  const timestamp = headers.get('webhook-timestamp');
  const signatures = headers.get('webhook-signature');
  if (!id || !timestamp || !signatures) throw new WebhookRejected('The webhook carries no signature.');
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= tolerance)) {
    throw new WebhookRejected('The webhook is not of these minutes.');
  }
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const secret of secrets) {
    const bytes = keyOf(secret);
    if (bytes === null) continue;
    const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const signature of signatures.split(' ', SIGNATURES)) {
      const [version, value = ''] = signature.split(',');
      const given = version === 'v1' ? decode(value) : null;
      if (given !== null && (await crypto.subtle.verify('HMAC', key, given, signed))) return;
    }
  }
  throw new WebhookRejected('The webhook’s signature is not of this secret.');
}

/** Whether a text can be a secret: Base64, with or without `whsec_` before it. */
export const isWebhookSecret = (secret: string): boolean => keyOf(secret) !== null;

function keyOf(secret: string): Uint8Array<ArrayBuffer> | null {
  const bytes = decode(secret.replace(/^whsec_/, ''));
  return bytes === null || bytes.length === 0 ? null : bytes;
}

function decode(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

import { uuid } from './identifiers.js';
import type { WebhookMessage } from './records.js';

/** One webhook as it goes over the wire: the body is signed as this very text. */
export interface SignedWebhook {
  body: string;
  /** `webhook-id`, `webhook-timestamp`, `webhook-signature` (Standard Webhooks) and the content type. */
  headers: Readonly<Record<string, string>>;
}

/** Delivers one webhook. Throwing, or answering anything but 2xx, counts as not delivered. */
export type PostPortOneWebhook = (url: string, webhook: SignedWebhook) => Promise<Response | undefined>;

/** A webhook and what became of it. */
export interface SentPortOneWebhook {
  readonly id: string;
  readonly url: string;
  readonly message: WebhookMessage;
  /** Null while it is on its way. */
  delivered: boolean | null;
}

export interface Webhooks {
  readonly sent: readonly SentPortOneWebhook[];
  /** Posts to the call's own addresses, or to the merchant's. Never throws and never waits. An empty list is as none. */
  send(message: WebhookMessage, noticeUrls?: readonly string[]): void;
  /** Posts one again, under its own id, as PortOne does when it was not taken. */
  resend(webhook: SentPortOneWebhook): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
}

export interface WebhooksOptions {
  secret: string;
  url: string | undefined;
  post: PostPortOneWebhook | undefined;
  now: () => number;
}

export function createWebhooks({ secret, url, post = postJson, now }: WebhooksOptions): Webhooks {
  const sent: SentPortOneWebhook[] = [];
  const underway = new Set<Promise<void>>();
  // Imported at once, so that a secret that is no Base64 is told where it was given.
  const bytes = decodeSecret(secret);

  async function deliver(webhook: SentPortOneWebhook): Promise<void> {
    webhook.delivered = null;
    const body = JSON.stringify(webhook.message);
    const timestamp = String(Math.floor(now() / 1000));
    try {
      const signature = await sign(bytes, `${webhook.id}.${timestamp}.${body}`);
      const response = await post(webhook.url, {
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': webhook.id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
      });
      webhook.delivered = response === undefined || response.ok;
    } catch {
      webhook.delivered = false;
    }
  }

  function start(webhook: SentPortOneWebhook): void {
    const delivery = deliver(webhook).finally(() => underway.delete(delivery));
    underway.add(delivery);
  }

  return {
    sent,
    send(message, noticeUrls = []) {
      const urls = noticeUrls.length > 0 ? noticeUrls : url === undefined ? [] : [url];
      for (const address of urls) {
        const webhook: SentPortOneWebhook = { id: uuid(), url: address, message, delivered: null };
        sent.push(webhook);
        start(webhook);
      }
    },
    resend: start,
    async idle() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

const postJson: PostPortOneWebhook = (url, { body, headers }) => fetch(url, { method: 'POST', headers, body });

async function sign(secret: Uint8Array<ArrayBuffer>, text: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

function decodeSecret(secret: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (char) => char.charCodeAt(0));
  } catch {
    throw new TypeError('webhookSecret is no Base64 text, with or without `whsec_` before it.');
  }
}

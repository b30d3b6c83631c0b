import type { PaymentAnnotation, WebhookBody } from './annotations.js';

/** Delivers one webhook. Throwing, or answering anything but 2xx, counts as not delivered. */
export type PostWebhook = (url: string, body: WebhookBody) => Promise<Response | undefined>;

/** A webhook and what became of it. */
export interface SentWebhook {
  url: string;
  body: WebhookBody;
  /** Null while it is on its way. */
  delivered: boolean | null;
}

export interface Webhooks {
  readonly sent: SentWebhook[];
  /** Posts to the payment's own address, or to the merchant's. Never throws and never waits. */
  send(payment: PaymentAnnotation, noticeUrl?: string | null): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
}

export function createWebhooks(options: { url: string | undefined; post: PostWebhook | undefined }): Webhooks {
  const sent: SentWebhook[] = [];
  const underway = new Set<Promise<void>>();
  const post = options.post ?? postJson;

  async function deliver(webhook: SentWebhook): Promise<void> {
    try {
      const response = await post(webhook.url, webhook.body);
      webhook.delivered = response === undefined || response.ok;
    } catch {
      webhook.delivered = false;
    }
  }

  return {
    sent,
    send(payment, noticeUrl = null) {
      const url = noticeUrl ?? options.url;
      if (url === undefined) return;
      const { imp_uid, merchant_uid, status } = payment;
      const webhook: SentWebhook = { url, body: { imp_uid, merchant_uid, status }, delivered: null };
      sent.push(webhook);
      const delivery = deliver(webhook).finally(() => underway.delete(delivery));
      underway.add(delivery);
    },
    async idle() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

const postJson: PostWebhook = (url, body) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

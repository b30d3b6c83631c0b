import type { PaymentAnnotation, WebhookBody } from './annotations.js';

/** Delivers one webhook. Throwing, or answering anything but 2xx, counts as not delivered. */
export type PostWebhook = (url: string, body: WebhookBody) => Promise<Response | undefined>;

/** A webhook and what became of it. */
export interface SentWebhook {
  url: string;
  body: WebhookBody;
  /** Null while it is on its way, or held. */
  delivered: boolean | null;
  /** How often it was posted. */
  attempts: number;
}

/** Webhooks that are held back. */
export interface HeldWebhooks {
  /** What is held, in the order it was sent. */
  readonly held: readonly SentWebhook[];
  /**
   * Posts what was held, and holds nothing any more. `arrange` puts it in another order, leaves some out (they are lost)
   * or names some twice.
   */
  release(arrange?: (held: readonly SentWebhook[]) => readonly SentWebhook[]): void;
}

export interface Webhooks {
  readonly sent: SentWebhook[];
  /** Posts to the payment's own address, or to the merchant's. Never throws and never waits. */
  send(payment: PaymentAnnotation, details?: WebhookDetails): void;
  hold(): HeldWebhooks;
  /** Posts again what was not taken a minute ago; answers whether there was anything. */
  repeatDue(now: number): boolean;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
}

export interface WebhookDetails {
  noticeUrl?: string | null | undefined;
  cancellationId?: string | undefined;
}

export interface WebhooksOptions {
  url: string | (() => string | undefined) | undefined;
  post: PostWebhook | undefined;
  format: 'json' | 'form';
  repeats: boolean;
  now(): number;
}

/** PortOne repeats, where the merchant asked for it, what was answered with 5xx or not at all. */
const REPEATS = 5;
const REPEAT_AFTER = 60_000;
/** How long PortOne waits for an answer. */
const READ_DEADLINE = 30_000;

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const sent: SentWebhook[] = [];
  const underway = new Set<Promise<void>>();
  const toRepeat = new Map<SentWebhook, number>();
  const post = options.post ?? ((url, body) => postOverHttp(url, body, options.format));
  let held: SentWebhook[] | null = null;

  async function deliver(webhook: SentWebhook): Promise<void> {
    webhook.attempts += 1;
    toRepeat.delete(webhook);
    const status = await post(webhook.url, webhook.body).then(
      (response) => response?.status ?? 200,
      () => null,
    );
    webhook.delivered = webhook.delivered === true || (status !== null && status >= 200 && status < 300);
    const unheard = status === null || status >= 500;
    if (options.repeats && unheard && webhook.attempts <= REPEATS) toRepeat.set(webhook, options.now() + REPEAT_AFTER);
  }

  function start(webhook: SentWebhook): void {
    const delivery = deliver(webhook).finally(() => underway.delete(delivery));
    underway.add(delivery);
  }

  return {
    sent,
    send(payment, { noticeUrl = null, cancellationId } = {}) {
      const url = noticeUrl ?? (typeof options.url === 'function' ? options.url() : options.url);
      if (url === undefined) return;
      const { imp_uid, merchant_uid, status } = payment;
      const cancelled = cancellationId === undefined ? {} : { cancellation_id: cancellationId };
      const body = { imp_uid, merchant_uid, status, ...cancelled };
      const webhook: SentWebhook = { url, body, delivered: null, attempts: 0 };
      sent.push(webhook);
      if (held === null) start(webhook);
      else held.push(webhook);
    },
    hold() {
      held ??= [];
      const holding = held;
      return {
        held: holding,
        release(arrange = (all) => all) {
          if (held === holding) held = null;
          for (const webhook of arrange(holding.splice(0))) start(webhook);
        },
      };
    },
    repeatDue(now) {
      const due = [...toRepeat].filter(([, at]) => at <= now);
      for (const [webhook] of due) start(webhook);
      return due.length > 0;
    },
    async idle() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

function postOverHttp(url: string, body: WebhookBody, format: 'json' | 'form'): Promise<Response> {
  const type = format === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: format === 'json' ? JSON.stringify(body) : new URLSearchParams(Object.entries(body)).toString(),
    signal: AbortSignal.timeout(READ_DEADLINE),
  });
}

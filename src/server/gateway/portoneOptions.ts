import { BillingServerError } from '../errors.js';
import { assertHeader } from './sendCall.js';
import { isWebhookSecret } from './standardWebhook.js';

/** What `portone()` takes: a store of PortOne V2, by its API. */
export interface PortOneOptions {
  /** V2 API secret (PortOne console, "API Keys"). On the server only. */
  readonly apiSecret: string;
  /** The store's id in the PortOne console (`store-…`). */
  readonly storeId: string;
  /**
   * The secret that webhooks are signed with (PortOne console, webhooks of V2); both while one replaces the other. Without it
   * webhooks are read unverified: nothing in them is believed either way, PortOne is asked.
   */
  readonly webhookSecret?: string | readonly string[] | undefined;
  /**
   * Fields of every charge that your PGs demand beside the kit's own, in PortOne's spelling: `locale` at Eximbay, `productType`
   * at KSNET, `bypass`. They can't replace what the kit sets.
   */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
  /** @default 'https://api.portone.io' */
  readonly apiUrl?: string | undefined;
  /** Milliseconds for a charge. PortOne advises at least 60 seconds. @default 60_000 */
  readonly chargeDeadline?: number | undefined;
  /** Milliseconds for any other call. @default 10_000 */
  readonly readDeadline?: number | undefined;
  /** Milliseconds since 1970, to hold the time of a webhook against. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * @returns the secrets that webhooks are signed with
 * @throws BillingServerError `invalid_configuration`
 */
export function checkOptions(options: PortOneOptions): readonly string[] {
  for (const field of ['apiSecret', 'storeId'] as const) {
    const value: unknown = options?.[field];
    if (typeof value !== 'string' || value.trim() === '') {
      throw new BillingServerError(
        'invalid_configuration',
        `portone: ${field} is missing. It is in the PortOne console; is the variable set that it comes from?`,
        { field },
      );
    }
  }
  assertHeader('portone', 'apiSecret', options.apiSecret);
  const { extra = {} } = options;
  if (typeof extra !== 'object' || extra === null || Array.isArray(extra)) {
    throw new BillingServerError(
      'invalid_configuration',
      `portone: extra is ${JSON.stringify(extra)}; it must be an object with fields of a charge.`,
      { field: 'extra' },
    );
  }
  const { webhookSecret = [] } = options;
  const secrets = Array.isArray(webhookSecret) ? (webhookSecret as readonly string[]) : [webhookSecret as string];
  if (!secrets.every((secret) => typeof secret === 'string' && isWebhookSecret(secret))) {
    throw new BillingServerError(
      'invalid_configuration',
      'portone: webhookSecret is not readable, so that every webhook would be refused. Copy it from the PortOne console (whsec_…), or leave it out.',
      { field: 'webhookSecret' },
    );
  }
  return secrets;
}

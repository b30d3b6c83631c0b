import { type Environment, modeOf } from '../readConfig.js';

/** How to reach PortOne V2, and as whom. */
export interface PortOneConfig {
  readonly storeId: string;
  readonly channelKey: string;
  /** The channel's PG, as `react-billing-key/v2` calls it. */
  readonly pg: string;
  readonly apiSecret: string;
  readonly webhookSecret?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly scriptUrl?: string | undefined;
  /** A live channel takes real money. */
  readonly mode: 'live' | 'test';
}

/** The part of it that the page may know. The API secret is not in it. */
export type PortOnePage = Pick<PortOneConfig, 'storeId' | 'channelKey' | 'pg' | 'scriptUrl'>;

const REQUIRED = ['PORTONE_STORE_ID', 'PORTONE_CHANNEL_KEY', 'PORTONE_API_SECRET'] as const;

/** Reads the store from the environment; null when there is none, which means "simulate". */
export function readPortOneConfig(env: Environment): PortOneConfig | null {
  const missing = REQUIRED.filter((name) => !env[name]);
  if (missing.length === REQUIRED.length) return null;
  if (missing.length > 0) {
    throw new Error(
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. A real store needs all of ${REQUIRED.join(', ')} ` +
        '(PortOne console). Set what is missing, or unset all of them to run on the simulator.',
    );
  }
  return {
    storeId: env.PORTONE_STORE_ID ?? '',
    channelKey: env.PORTONE_CHANNEL_KEY ?? '',
    apiSecret: env.PORTONE_API_SECRET ?? '',
    pg: env.PORTONE_PG || 'kcp_v2',
    webhookSecret: env.PORTONE_WEBHOOK_SECRET,
    apiUrl: env.PORTONE_API_URL,
    mode: modeOf(env.PORTONE_LIVE),
  };
}

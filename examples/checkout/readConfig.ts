import { fileURLToPath } from 'node:url';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How to reach i'mport, and as whom. */
export interface IamportConfig {
  /** True when the simulator stands in for i'mport. */
  simulated: boolean;
  userCode: string;
  apiKey: string;
  apiSecret: string;
  /** Base of the REST API. */
  apiUrl: string;
  /** The SDK's script. */
  scriptUrl: string;
  pg: string;
  channelKey?: string | undefined;
  /** A live channel takes real money. The simulator and test channels do not. */
  mode: 'live' | 'test';
}

/** The part of the configuration that the page may know. The REST key and secret are not in it. */
export interface PageConfig {
  userCode: string;
  scriptUrl: string;
  pg: string;
  channelKey?: string | undefined;
  simulated: boolean;
}

const REQUIRED = ['IAMPORT_USER_CODE', 'IAMPORT_API_KEY', 'IAMPORT_API_SECRET'] as const;

/** Reads the merchant's account from the environment; null when there is none, which means "simulate". */
export function readConfig(env: Environment): IamportConfig | null {
  const missing = REQUIRED.filter((name) => !env[name]);
  if (missing.length === REQUIRED.length) return null;
  if (missing.length > 0) {
    throw new Error(
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. A real account needs all of ` +
        `${REQUIRED.join(', ')} (PortOne console, "API Keys"). Set what is missing, or unset all of them to run on the simulator.`,
    );
  }
  return {
    simulated: false,
    userCode: env.IAMPORT_USER_CODE ?? '',
    apiKey: env.IAMPORT_API_KEY ?? '',
    apiSecret: env.IAMPORT_API_SECRET ?? '',
    apiUrl: env.IAMPORT_API_URL || 'https://api.iamport.kr',
    scriptUrl: env.IAMPORT_SCRIPT_URL || 'https://cdn.iamport.kr/v1/iamport.js',
    pg: env.IAMPORT_PG || 'kcp_billing',
    mode: modeOf(env.IAMPORT_LIVE),
    ...(env.IAMPORT_CHANNEL_KEY ? { channelKey: env.IAMPORT_CHANNEL_KEY } : {}),
  };
}

/** `IAMPORT_LIVE=0` and `=false` are meant as they read: nobody is to be charged by a word. */
export function modeOf(live: string | undefined): 'live' | 'test' {
  return ['', '0', 'false', 'no', 'off'].includes((live ?? '').trim().toLowerCase()) ? 'test' : 'live';
}

/** Picks field by field, so that nothing added to the configuration later reaches the page by itself. */
export function pageConfig({ userCode, scriptUrl, pg, channelKey, simulated }: IamportConfig): PageConfig {
  return { userCode, scriptUrl, pg, ...(channelKey === undefined ? {} : { channelKey }), simulated };
}

const dataFolder = fileURLToPath(new URL('./.data', import.meta.url));

/** Where the database is unless DATABASE_URL says so: one for each account, since a database belongs to one. */
export function databaseOf({ simulated, userCode, mode }: IamportConfig): string {
  const name = simulated ? 'checkout' : `${userCode.replace(/\W/g, '_')}-${mode}`;
  return `file:${dataFolder}/${name}.db`;
}

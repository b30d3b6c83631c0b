import { uuid } from './identifiers.js';
import { Refusal } from './refusal.js';

/** Who may call: the API secret itself, or a token that was got for it. */
export interface Sessions {
  logIn(apiSecret: string, now: number): { accessToken: string; refreshToken: string };
  /** @throws Refusal `UNAUTHORIZED` */
  check(authorization: string | null, now: number): void;
  /** Makes every token given out so far answer 401. */
  expire(): void;
}

/** An access token lives for half an hour. Source: `LoginViaApiSecretResponse`. */
const LIFE = 30 * 60 * 1000;

export function createSessions(apiSecret: string): Sessions {
  const tokens = new Map<string, number>();
  const unauthorized = (): Refusal => new Refusal('UNAUTHORIZED', '인증 정보가 올바르지 않습니다.');

  return {
    logIn(secret, now) {
      if (secret !== apiSecret) throw unauthorized();
      const accessToken = uuid();
      tokens.set(accessToken, now + LIFE);
      return { accessToken, refreshToken: uuid() };
    },
    check(authorization, now) {
      const [, scheme, value = ''] = /^(PortOne|Bearer) (.+)$/.exec(authorization ?? '') ?? [];
      const known = scheme === 'PortOne' ? value === apiSecret : (tokens.get(value) ?? 0) > now;
      if (!known) throw unauthorized();
    },
    expire: () => tokens.clear(),
  };
}

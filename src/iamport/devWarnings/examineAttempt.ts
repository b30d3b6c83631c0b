import { warnOnce } from '../../core/devWarnings/warnOnce.js';
import type { IamportOptions } from '../createIamportGateway.js';
import type { PgDecision } from '../pg/decidePg.js';
import { confidenceOf } from '../pg/pgConfidence.js';

const currentSdk = 'https://cdn.iamport.kr/v1/';

/** Looks at what an attempt asks of its PG. */
export function examineAttempt(
  { pg, channelKey }: Pick<IamportOptions, 'pg' | 'channelKey'>,
  { code, payMethod, chargedAtIssue }: PgDecision,
): void {
  // One who describes a PG by hand knows that nobody else does.
  if (typeof pg === 'string' && confidenceOf(pg) === 'low') {
    warnOnce(
      `undocumented/${code}`,
      `Today's documents don't describe how ${code} issues a billing key.`,
      'What this package does with it comes from older or thinner sources, and is the careful choice where they differ.',
      'Ask PortOne before you offer it, try it with a test channel, and see docs/pg.md for what is known; customPg() takes your own description.',
    );
  }

  if (payMethod === 'phone' && chargedAtIssue) {
    warnOnce(
      `phone-bill/${code}`,
      `Registering a phone bill at ${code} takes the money at once.`,
      "The carriers allow later charges only once a month, around the first one's day, and most PGs only at the first one's amount: others are refused.",
      'Offer phone bills for plans with one price and a monthly date, and register again when the price changes. See docs/pg.md.',
    );
  }

  // Only the real thing deprecates it: a fake, or an old release, has no channel keys.
  const scripts = typeof document === 'undefined' ? [] : [...document.scripts];
  if (channelKey === undefined && scripts.some(({ src }) => src.startsWith(currentSdk))) {
    warnOnce(
      'channel-key',
      `The channel is chosen by pg "${code}" alone.`,
      'The current SDK deprecates that: with two channels of one PG it takes whichever it finds, and with none the default one, without a word.',
      'Give channelKey too (PortOne console, 연동 관리); pg goes on naming the rules.',
    );
  }
}

import { accountFacts } from './facts/accountFacts.js';
import { cardFacts } from './facts/cardFacts.js';
import { overseasFacts } from './facts/overseasFacts.js';
import type { PgFacts } from './facts/PgFacts.js';
import { phoneFacts } from './facts/phoneFacts.js';
import { walletFacts } from './facts/walletFacts.js';
import type { PgCode } from './pgTable.js';

/**
 * Sources, disputes and advice behind each row of `pgTable`, from which docs/pg.md is written. Nothing that runs in a page
 * imports this.
 */
export const pgFacts: Readonly<Record<PgCode, PgFacts>> = {
  ...cardFacts,
  ...phoneFacts,
  ...walletFacts,
  ...accountFacts,
  ...overseasFacts,
};

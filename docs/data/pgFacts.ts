import type { PgCode } from '../../src/iamport/pg/pgTable.js';
import { accountFacts } from './accountFacts.js';
import { cardFacts } from './cardFacts.js';
import { overseasFacts } from './overseasFacts.js';
import type { PgFacts } from './pgSources.js';
import { phoneFacts } from './phoneFacts.js';
import { walletFacts } from './walletFacts.js';

/**
 * Sources, disputes and advice behind each row of `pgTable`, from which docs/pg.md is written. The package has
 * nothing of it.
 */
export const pgFacts: Readonly<Record<PgCode, PgFacts>> = {
  ...cardFacts,
  ...phoneFacts,
  ...walletFacts,
  ...accountFacts,
  ...overseasFacts,
};

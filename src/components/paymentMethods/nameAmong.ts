import type { PgName } from './PaymentMethodsContext.js';

/** What customers call a PG, and what its contract does. */
export interface PgNames {
  readonly names: PgName;
  readonly contractNames: PgName;
}

/** The customers' name of a PG; with the name of the contract where another one on offer is called the same. */
export function nameAmong(pgs: readonly string[], pg: string, namesOf: (pg: string) => PgNames | undefined): PgName {
  const own = namesOf(pg);
  if (!own) return { ko: pg, en: pg };
  const { names, contractNames } = own;
  const isOnlyOne = pgs.every((other) => other === pg || namesOf(other)?.names.ko !== names.ko);
  if (isOnlyOne) return names;
  return { ko: `${names.ko} (${contractNames.ko})`, en: `${names.en} (${contractNames.en})` };
}

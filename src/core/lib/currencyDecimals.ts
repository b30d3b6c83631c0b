/** By currency: asking `Intl` takes a good part of a click. */
const known = new Map<string, number>();

/**
 * How many decimals a currency has: 0 for won and yen, 2 for dollars.
 *
 * @throws RangeError for what is no currency code
 */
export function currencyDecimals(currency: string): number {
  let decimals = known.get(currency);
  if (decimals === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    decimals = format.resolvedOptions().maximumFractionDigits ?? 0;
    known.set(currency, decimals);
  }
  return decimals;
}

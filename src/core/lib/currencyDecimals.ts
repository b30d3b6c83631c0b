const none = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const three = 'BHD IQD JOD KWD LYD OMR TND';

/**
 * How many decimals a currency has: 0 for won and yen, 2 for dollars. As ISO 4217 says: `Intl` says something else of rupiahs and
 * forints in one browser than in another, and the server would count in another unit than the page.
 *
 * @throws RangeError for what is no currency code
 */
export function currencyDecimals(currency: string): number {
  const code = currency.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new RangeError(`${currency} is no currency.`);
  return none.includes(code) ? 0 : three.includes(code) ? 3 : 2;
}

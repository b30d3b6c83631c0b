/** As a Korean window prints it: `9,900원`, and other currencies by their own rules. */
export function formatAmount(amount: number, currency: string, locale: 'ko' | 'en'): string {
  if (currency === 'KRW')
    return locale === 'ko' ? `${amount.toLocaleString('ko-KR')}원` : `₩${amount.toLocaleString('en')}`;
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  } catch {
    return `${amount} ${currency}`;
  }
}

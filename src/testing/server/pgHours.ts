const HOUR = 3_600_000;
const KOREA = 9 * HOUR;

/** Why a PG approves nothing at this time of day in Korea; null when it does. NAVER Pay is closed from 2 to 6 in the morning. */
export function closedReason(provider: string, now: number): string | null {
  const hour = Math.floor(((now + KOREA) / HOUR) % 24);
  return provider === 'naverpay' && hour >= 2 && hour < 6 ? '네이버페이 서비스 점검 시간입니다. (02:00~06:00)' : null;
}

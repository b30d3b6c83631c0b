import { vi } from 'vitest';
import { issueKey, order, type Prepared } from './prepare.js';

export const offline = new TypeError('Failed to fetch');

/** An attempt whose key was issued and whose charge failed. */
export async function failCharge(page: Prepared, flow = page.flow) {
  page.charge.mockRejectedValueOnce(offline);
  const before = page.imp.requests.length;
  const outcome = flow.issue(order);
  await vi.waitUntil(() => page.imp.requests.length > before);
  await issueKey(page);
  return outcome;
}

/** The number of each charge that was sent. */
export function numbers({ charge }: Prepared): string[] {
  return charge.mock.calls.map(([issued]) => issued.chargeMerchantUid);
}

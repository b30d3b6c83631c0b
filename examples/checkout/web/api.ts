import type { IssuedKey } from 'react-billing-key';
import type { Plan, Receipt } from '../server/Charge.js';
import type { RenewalNotice } from '../server/Renewal.js';
import type { ChargeRequest } from '../server/readChargeRequest.js';
import type { PageConfig } from '../server/readConfig.js';

export type { PageConfig, Plan, Receipt };

/** The charges of one card, and those to come. */
export interface Subscription {
  customerUid: string;
  status: 'active' | 'ended' | 'none';
  charges: Receipt[];
  /** Oldest first. */
  renewals: RenewalNotice[];
}

/** An answer of the backend other than 2xx. */
export class ServerError extends Error {
  override name = 'ServerError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** How long the backend asks to wait before the same is sent again; null when it doesn't ask for that. */
    readonly retryAfter: number | null,
  ) {
    super(message);
  }
}

export const getConfig = () => request<PageConfig>('/api/config');

export const getPlans = () => request<Plan[]>('/api/plans');

export const getSubscription = (customerUid: string) =>
  request<Subscription>(`/api/subscriptions/${encodeURIComponent(customerUid)}`);

export const endSubscription = (customerUid: string) =>
  request<Pick<Subscription, 'customerUid' | 'status'>>(`/api/subscriptions/${encodeURIComponent(customerUid)}`, {
    method: 'DELETE',
  });

export const getReceipt = (chargeMerchantUid: string) =>
  request<Receipt>(`/api/charges/${encodeURIComponent(chargeMerchantUid)}`);

/** Has the backend charge a key that was issued. Only identifiers go: the price is the backend's. */
export function postCharge(issued: IssuedKey): Promise<Receipt> {
  const { customerUid, merchantUid, impUid, chargeMerchantUid, chargedAtIssue, pg, metadata } = issued;
  const planId = String(metadata?.planId ?? '');
  const body: ChargeRequest = { planId, customerUid, merchantUid, impUid, chargeMerchantUid, chargedAtIssue, pg };
  return request<Receipt>('/api/subscriptions/charge', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  // A proxy in between may answer with anything.
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  const { error } = (body ?? {}) as { error?: { code?: string; message?: string } };
  const retryAfter = response.headers.get('retry-after');
  throw new ServerError(
    response.status,
    error?.code ?? 'unreadable',
    error?.message ?? `The server answered ${path} with HTTP ${response.status}.`,
    retryAfter === null ? null : Number(retryAfter),
  );
}

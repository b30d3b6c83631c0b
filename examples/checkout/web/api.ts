import { billingApi } from 'react-billing-key';
import type { Receipt } from '../../../src/server/index.js';
import type { ShopConfig } from '../server/startBackend.js';

export type { Receipt, ShopConfig };

/** The page's half of the server kit. */
export const api = billingApi('/api/billing');

export const getConfig = () => request<ShopConfig>('/api/config');

export const getHistory = () => request<Receipt[]>('/api/billing/charges?limit=100');

/** Moves the clocks of the backend and of the simulated i'mport on, and has the backend do what has come due. */
export const moveClock = (days: number) => post('/api/test/clock', { days });

/** Has the simulated card company decline the next charge. */
export const declineNext = () => post('/api/test/decline', {});

const post = (path: string, body: object) =>
  request<unknown>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`The server answered ${path} with HTTP ${response.status}.`);
  return (await response.json()) as T;
}

import { billingApi } from 'react-billing-key/v2';
import type { PortOnePage } from '../readPortOneConfig.js';

/** The page's half of the server kit. */
export const api = billingApi('/api/billing');

export async function getConfig(): Promise<PortOnePage> {
  const response = await fetch('/api/config');
  if (!response.ok) throw new Error(`The server answered HTTP ${response.status}.`);
  return (await response.json()) as PortOnePage;
}

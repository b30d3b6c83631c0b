/** A key is named as its generation names it: another spelling compiled, and the key was lost at run time. Checked by `tsc` alone. */
import { billingApi, type BillingProviderProps as V1 } from '../../src/index.js';
import { billingApi as billingApiV2, type BillingProviderProps as V2 } from '../../src/v2.js';

export const v1: V1['getRegistration'][] = [
  async () => ({ impUid: 'imp_1' }),
  async () => null,
  async () => undefined,
  // @ts-expect-error the REST API's spelling
  async () => ({ imp_uid: 'imp_1' }),
  // @ts-expect-error V2's key
  async () => ({ billingKey: 'billing-key-1' }),
];

export const v2: V2['getRegistration'][] = [
  async () => ({ billingKey: 'billing-key-1' }),
  async () => ({ billingIssueToken: 'token-1' }),
  // @ts-expect-error V1's key
  async () => ({ impUid: 'imp_1' }),
];

export const kits: [V1['api'], V2['api']] = [billingApi('/api'), billingApiV2('/api')];

import { expect, vi } from 'vitest';
import { page } from 'vitest/browser';
import { parseRecord } from '../../../src/core/attempt/AttemptRecord.js';
import type { IamportCallback } from '../../../src/iamport/wire.js';
import {
  type AttemptRecord,
  type IssuedKey,
  type UseBillingKeyOptions,
  type UsePendingBillingKeysOptions,
  useBillingKey,
  usePendingBillingKeys,
} from '../../../src/index.js';
import type { FakeIamport } from '../../../src/testing/index.js';
import { order } from '../support/billing.js';

type CheckoutOptions = Partial<UseBillingKeyOptions<'kcp_billing', string>> & { readonly label?: string };

/** A button that names its status, with the receipt or the error beside it. */
export function Checkout({ label = 'Subscribe', ...options }: CheckoutOptions) {
  const billing = useBillingKey({ pg: 'kcp_billing', order, ...options });
  return (
    <div>
      <button {...billing.getButtonProps()}>{`${label} (${billing.canRetryCharge ? 'retry' : billing.status})`}</button>
      {billing.isPending && (
        <button type="button" onClick={billing.cancel}>
          Close
        </button>
      )}
      {billing.status === 'succeeded' && <p>{billing.data}</p>}
      {billing.status === 'failed' && <p>{billing.error.code}</p>}
    </div>
  );
}

/** What is unfinished, each with a button that pays it. */
export function Unfinished(options: UsePendingBillingKeysOptions<string>) {
  return (
    <ul aria-label="Unfinished">
      {usePendingBillingKeys<string>(options).map((item) => (
        <li key={item.issued.attemptId}>
          <button type="button" onClick={() => void item.charge()}>{`Pay ${item.issued.name}`}</button>
        </li>
      ))}
    </ul>
  );
}

export const receipt = async (issued: IssuedKey): Promise<string> => `Receipt of ${issued.chargeMerchantUid}`;

/** No answer came: the money may have been taken. */
export const lost = new TypeError('Failed to fetch');
/** The server says that no money moved. */
export const declined = Object.assign(new Error('Over the limit'), { status: 402 });

/** The stored attempts that can be read, the newest first. */
export function records(): AttemptRecord[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith('react-billing-key/1/'));
  return keys
    .map((key) => parseRecord(localStorage.getItem(key)))
    .filter((record) => record !== undefined)
    .sort((one, other) => other.createdAt - one.createdAt);
}

export const shows = (text: string) => expect.element(page.getByText(text, { exact: true })).toBeVisible();
export const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
export const isListed = (name: string) =>
  page.getByRole('button', { name: `Pay ${name}`, exact: true }).query() !== null;

/** Presses, and answers the window that opens as one that issued a key. */
export async function register(imp: FakeIamport, name: string): Promise<void> {
  const before = imp.requests.length;
  await press(name);
  await vi.waitFor(() => expect(imp.requests).toHaveLength(before + 1));
  await imp.issue();
}

/** The SDK's callbacks, for answers that come when their attempt is long over. */
export function keepCallbacks(imp: FakeIamport): IamportCallback[] {
  const callbacks: IamportCallback[] = [];
  const requestPay = imp.IMP.request_pay;
  imp.IMP.request_pay = (params, callback) => {
    if (callback) callbacks.push(callback);
    requestPay.call(imp.IMP, params, callback);
  };
  return callbacks;
}

/** What the SDK says for a request that it issued a key for. */
export function issuedAnswer(imp: FakeIamport, index: number) {
  const merchantUid = String(imp.requests[index]?.params.merchant_uid);
  return { success: true, imp_uid: `imp_${index}`, merchant_uid: merchantUid };
}

import type { UseMutationOptions } from '@tanstack/react-query';
import type { IssuedKey } from 'react-billing-key';
import { getReceipt, postCharge, type Receipt, ServerError } from './api.js';

export const chargeKey = ['charge'] as const;

/**
 * The charge, as TanStack mutation options. The backend may say that it does not know yet what became of a charge: then the
 * very same request is sent again when it asks for that. The order number in it keeps it from being charged twice.
 */
export const charge: UseMutationOptions<Receipt, Error, IssuedKey> = {
  mutationKey: chargeKey,
  mutationFn: postCharge,
  retry: (failures, error) => failures < 5 && waitFor(error) !== null,
  retryDelay: (_, error) => waitFor(error) ?? 0,
};

function waitFor(error: Error): number | null {
  if (error instanceof ServerError) return error.retryAfter === null ? null : error.retryAfter * 1000;
  // No answer at all: whether it was charged is for the backend to find out.
  return 1000;
}

/** The receipt of a charge that was made, if it was: asked before a charge is sent again. */
export async function getCharge(chargeMerchantUid: string): Promise<Receipt | null> {
  try {
    const receipt = await getReceipt(chargeMerchantUid);
    return receipt.status === 'paid' ? receipt : null;
  } catch (error) {
    if (error instanceof ServerError && error.status === 404) return null;
    throw error;
  }
}

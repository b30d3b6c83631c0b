import { MutationObserver, type QueryClient, type UseMutationOptions } from '@tanstack/react-query';
import type { IssuedKey } from '../core/IssuedKey.js';

/**
 * Hands an issued key to your backend, which charges: a function, or TanStack Query mutation options, so that `retry`,
 * `meta`, `mutationKey`, the devtools and the global callbacks of the mutation cache all work as elsewhere.
 */
export type ChargeOption<TData> =
  | ((issued: IssuedKey) => Promise<TData>)
  | UseMutationOptions<TData, Error, IssuedKey, unknown>;

// biome-ignore lint/suspicious/noExplicitAny: a callback's parameter can't be `unknown` and still take every host's mutation
export type AnyChargeOption = ChargeOption<any>;

/** A `charge` for the core, run as a TanStack mutation that outlives the component. */
export function createCharge<TData>(
  queryClient: QueryClient,
  option: ChargeOption<TData>,
): (issued: IssuedKey, onPaused: (isPaused: boolean) => void) => Promise<TData> {
  const options: UseMutationOptions<TData, Error, IssuedKey, unknown> =
    typeof option === 'function' ? { mutationFn: option } : option;
  return async (issued, onPaused) => {
    const observer = new MutationObserver(queryClient, options);
    const unsubscribe = observer.subscribe((result) => onPaused(result.isPaused));
    try {
      return await observer.mutate(issued);
    } finally {
      unsubscribe();
    }
  };
}

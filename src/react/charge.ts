import {
  type MutationCache,
  MutationObserver,
  onlineManager,
  type QueryClient,
  QueryClientContext,
  type UseMutationOptions,
} from '@tanstack/react-query';
import { useContext } from 'react';
import type { PlaceOptions } from '../core/attempt/Place.js';
import { BillingKeyError } from '../core/errors/BillingKeyError.js';
import { developerText } from '../core/errors/developerText.js';
import type { IssuedKey } from '../core/IssuedKey.js';
import { runHostCode } from '../core/lib/runHostCode.js';
import type { BillingContextValue } from './BillingContext.js';

/**
 * Hands an issued key to your backend, which charges: a function, or TanStack Query mutation options, so that `retry`,
 * `meta`, `mutationKey`, the devtools and the global callbacks of the mutation cache all work as elsewhere.
 */
export type ChargeOption<TData, TIssued extends IssuedKey = IssuedKey> =
  | ((issued: TIssued) => Promise<TData>)
  | UseMutationOptions<TData, Error, TIssued, unknown>;

/** A `charge` whatever it answers, for the provider: it charges what no mounted hook or button began. */
// biome-ignore lint/suspicious/noExplicitAny: a callback's parameter can't be `unknown` and still take every host's mutation
export type AnyChargeOption = ChargeOption<any, any>;

/** What a hook, or the provider in its place, says about the charge. */
interface ChargeOptions<TData> {
  readonly charge?: AnyChargeOption | undefined;
  readonly getCharge?: PlaceOptions<TData>['getCharge'];
}

/** @throws BillingKeyError `invalid_configuration` outside of a `<QueryClientProvider>` */
export function useQueryClientOf(caller: string): QueryClient {
  const queryClient = useContext(QueryClientContext);
  if (!queryClient) throw new BillingKeyError('invalid_configuration', developerText?.noQueryClient(caller));
  return queryClient;
}

/** The options of a place, with the charge as the core runs it: the hook's own, or the provider's. */
export function usePlaceOptions<TData, TOptions extends ChargeOptions<TData>>(
  caller: string,
  context: BillingContextValue,
  options: TOptions,
): Omit<TOptions, 'charge' | 'getCharge'> & Pick<PlaceOptions<TData>, 'charge' | 'getCharge'> {
  const queryClient = useQueryClientOf(caller);
  const option = (options.charge ?? context.charge) as ChargeOption<TData> | undefined;
  return {
    ...options,
    getCharge: options.getCharge ?? (context.getCharge as PlaceOptions<TData>['getCharge']),
    charge: option && createCharge(queryClient, option),
  };
}

/**
 * A `charge` for the core, run as a TanStack mutation that outlives the component. It is done once `mutationFn` has an
 * answer: the money is taken then, whatever the host's callbacks make of it.
 *
 * The waiting for the network and for the scope, and the retries, are ours, so that the mutation is never paused: a paused one may be persisted, and
 * would be resumed after a reload beside our own recovery of the same charge.
 */
export function createCharge<TData, TIssued extends IssuedKey = IssuedKey>(
  queryClient: QueryClient,
  option: ChargeOption<TData, TIssued>,
): NonNullable<PlaceOptions<TData, TIssued>['charge']> {
  const given: UseMutationOptions<TData, Error, TIssued, unknown> =
    typeof option === 'function' ? { mutationFn: option } : option;

  return (issued, onPaused) =>
    new Promise((resolve, reject) => {
      const options = queryClient.defaultMutationOptions(given);
      const { mutationFn, networkMode = 'online', retry = 0, retryDelay = defaultRetryDelay } = options;
      let isPaid = false;

      async function send(...args: Parameters<NonNullable<typeof mutationFn>>): Promise<TData> {
        for (let failures = 0; ; failures++) {
          if (networkMode === 'online' || (networkMode === 'offlineFirst' && failures > 0)) await untilOnline(onPaused);
          onPaused(false);
          try {
            const data = await (mutationFn as (...all: typeof args) => Promise<TData>)(...args);
            isPaid = true;
            resolve(data);
            return data;
          } catch (cause) {
            const error = cause as Error;
            const isTriedAgain =
              typeof retry === 'function' ? retry(failures, error) : retry === true || failures < Number(retry);
            if (!isTriedAgain) throw error;
            const delay = typeof retryDelay === 'function' ? retryDelay(failures, error) : retryDelay;
            await new Promise((wait) => setTimeout(wait, delay));
          }
        }
      }

      const observer = new MutationObserver<TData, Error, TIssued, unknown>(queryClient, {
        ...options,
        retry: false,
        networkMode: 'always',
        ...(mutationFn && { mutationFn: send }),
      });
      // Observed to the end of the callbacks: with a `gcTime` of 0 a pending mutation without an observer sets timers without end.
      const unobserve = observer.subscribe(() => {});
      whenFree(queryClient.getMutationCache(), scopeOf(options), () => {
        observer
          .mutate(issued)
          .catch((error: unknown) => {
            if (!isPaid) return reject(error);
            runHostCode(() => {
              throw error;
            });
          })
          .finally(unobserve);
      });
    });
}

/** Older releases of TanStack Query 5 have no scopes, and no type for them. */
function scopeOf(options: object): string | undefined {
  return (options as { readonly scope?: { readonly id: string } }).scope?.id;
}

/** Does the work once no mutation of the scope is at work. Left to TanStack Query, the mutation would be queued, and that is paused. */
function whenFree(cache: MutationCache, scope: string | undefined, work: () => void): void {
  const isTaken = () =>
    cache.getAll().some(({ options, state }) => scopeOf(options) === scope && state.status === 'pending');
  if (scope === undefined || !isTaken()) {
    work();
    return;
  }
  const unsubscribe = cache.subscribe(() => {
    if (isTaken()) return;
    unsubscribe();
    work();
  });
}

/** TanStack Query's own: 1 s, 2 s, 4 s, … up to 30 s. */
function defaultRetryDelay(failures: number): number {
  return Math.min(1000 * 2 ** failures, 30_000);
}

async function untilOnline(onPaused: (isPaused: boolean) => void): Promise<void> {
  if (onlineManager.isOnline()) return;
  onPaused(true);
  await new Promise<void>((resolve) => {
    const unsubscribe = onlineManager.subscribe((isOnline) => {
      if (!isOnline) return;
      unsubscribe();
      resolve();
    });
  });
}

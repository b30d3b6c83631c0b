import {
  focusManager,
  type Mutation,
  MutationObserver,
  onlineManager,
  type QueryClient,
  type UseMutationOptions,
} from '@tanstack/react-query';
import type { IssuedKey } from '../core/IssuedKey.js';
import { runHostCode } from '../core/runHostCode.js';

/**
 * Hands an issued key to your backend, which charges: a function, or TanStack Query mutation options, so that `retry`,
 * `meta`, `mutationKey`, the devtools and the global callbacks of the mutation cache all work as elsewhere.
 */
export type ChargeOption<TData> =
  | ((issued: IssuedKey) => Promise<TData>)
  | UseMutationOptions<TData, Error, IssuedKey, unknown>;

// biome-ignore lint/suspicious/noExplicitAny: a callback's parameter can't be `unknown` and still take every host's mutation
export type AnyChargeOption = ChargeOption<any>;

/**
 * A `charge` for the core, run as a TanStack mutation that outlives the component. It is done once `mutationFn` has an
 * answer: the money is taken then, whatever the host's callbacks make of it.
 */
export function createCharge<TData>(
  queryClient: QueryClient,
  option: ChargeOption<TData>,
): (issued: IssuedKey, onPaused: (isPaused: boolean) => void) => Promise<TData> {
  const given: UseMutationOptions<TData, Error, IssuedKey, unknown> =
    typeof option === 'function' ? { mutationFn: option } : option;

  return (issued, onPaused) =>
    new Promise((resolve, reject) => {
      const options = queryClient.defaultMutationOptions(given);
      const { mutationFn } = options;
      let sent: Promise<TData> | undefined;
      let isPaid = false;

      function send(...args: Parameters<NonNullable<typeof mutationFn>>): Promise<TData> {
        // TanStack Query 5.0 runs a mutation twice when the network comes back during its onMutate.
        sent ??= Promise.resolve((mutationFn as (...all: typeof args) => Promise<TData>)(...args));
        sent.then(pay, () => {
          sent = undefined;
        });
        return sent;
      }

      function pay(data: TData): void {
        isPaid = true;
        stopResuming();
        resolve(data);
      }

      const observer = new MutationObserver(queryClient, mutationFn ? { ...options, mutationFn: send } : options);
      const stopResuming = resumeWhenOnline(queryClient, observer);
      // Kept to the end of the callbacks: with a `gcTime` of 0 a pending mutation that nobody observes sets timers without end.
      const unobserve = observer.subscribe(({ isPaused }) => onPaused(isPaused));
      observer
        .mutate(issued)
        .catch((error: unknown) => {
          if (!isPaid) return reject(error);
          runHostCode(() => {
            throw error;
          });
        })
        .finally(() => {
          stopResuming();
          unobserve();
        });
    });
}

/** TanStack Query resumes what is in the cache of a mounted client, and a host may clear the one and replace the other. */
function resumeWhenOnline<TData>(
  queryClient: QueryClient,
  observer: MutationObserver<TData, Error, IssuedKey, unknown>,
): () => void {
  let mutation: Pick<Mutation, 'continue'> | undefined;
  let isHeld = false;

  // TanStack Query checks the network itself, and does nothing for a mutation that has gone on already.
  const resume = () => {
    if (isHeld) mutation?.continue().catch(() => {});
  };
  const unsubscribes = [
    queryClient.getMutationCache().subscribe((event) => {
      if (event.type === 'observerAdded' && event.observer === observer) mutation = event.mutation;
      // Not `state.isPaused`, which is true before there is anything to continue: 5.0 would run the mutation twice.
      if (event.type === 'updated' && event.mutation === mutation) isHeld = event.action.type === 'pause';
      // A cleared cache has also forgotten the mutation of the same `scope` that this one waits for.
      if (event.type === 'removed') resume();
    }),
    onlineManager.subscribe(resume),
    focusManager.subscribe(resume),
  ];
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}

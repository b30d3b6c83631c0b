import type { RouteName } from './router.js';

/** How a call goes wrong. */
export type FaultKind = 'network' | '500' | 'slow' | 'malformed' | 'answer-lost-after-commit';

/** A call that is to go wrong. */
export interface Fault {
  route: RouteName;
  /**
   * - `network`: the connection breaks (`fetch` rejects).
   * - `500`: HTTP 500 with a text body.
   * - `malformed`: HTTP 200 with the HTML page of some proxy.
   * - `slow`: the answer is held back until `release()` or `delay` is over.
   * - `answer-lost-after-commit`: the work is done, then the connection breaks.
   */
  kind: FaultKind;
  /** How many calls go wrong. @default 1 */
  times?: number | undefined;
  /** Whether the work is done before the call goes wrong. @default true for `slow` and `answer-lost-after-commit` */
  committed?: boolean | undefined;
  /** For `slow`: milliseconds until the answer goes out by itself. @default held until `release()` */
  delay?: number | undefined;
}

/** A fault that was set up. */
export interface FaultHandle {
  /** Resolves when the first call has met the fault. */
  readonly met: Promise<void>;
  /** Lets a held answer go, and takes back what is left of the fault. */
  release(): void;
}

export interface Faults {
  fail(fault: Fault): FaultHandle;
  /** Answers a call, or does to it what was set up for its route. */
  apply(route: RouteName, signal: AbortSignal, answer: () => Promise<Response>): Promise<Response>;
  clear(): void;
}

interface Armed {
  fault: Fault;
  left: number;
  met(): void;
  released: Promise<void>;
  release(): void;
}

export function createFaults(): Faults {
  let armed: Armed[] = [];

  async function apply(route: RouteName, signal: AbortSignal, answer: () => Promise<Response>): Promise<Response> {
    const hit = armed.find((entry) => entry.fault.route === route && entry.left > 0);
    if (hit === undefined) return answer();
    hit.left -= 1;
    const { kind, delay } = hit.fault;
    const committed = hit.fault.committed ?? (kind === 'slow' || kind === 'answer-lost-after-commit');
    const answered = committed ? await answer() : null;
    hit.met();
    switch (kind) {
      case 'network':
      case 'answer-lost-after-commit':
        throw new TypeError('fetch failed');
      case '500':
        return new Response('Internal Server Error', { status: 500, headers: { 'content-type': 'text/plain' } });
      case 'malformed':
        return new Response('<!doctype html><title>502 Bad Gateway</title>', {
          headers: { 'content-type': 'text/html' },
        });
      case 'slow':
        // Whoever hangs up is not waited for, but a server goes on with what it has got.
        return Promise.race([held(hit.released, delay).then(() => answered ?? answer()), hungUp(signal)]);
      default:
        return kind satisfies never;
    }
  }

  return {
    apply,
    fail(fault) {
      const met = deferred();
      const released = deferred();
      const entry: Armed = {
        fault,
        left: fault.times ?? 1,
        met: met.resolve,
        released: released.promise,
        release: released.resolve,
      };
      armed.push(entry);
      return {
        met: met.promise,
        release() {
          entry.left = 0;
          released.resolve();
        },
      };
    },
    clear() {
      for (const entry of armed) entry.release();
      armed = [];
    },
  };
}

async function held(released: Promise<void>, delay: number | undefined): Promise<void> {
  if (delay === undefined) return released;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, delay);
  });
  await Promise.race([released, over]);
  clearTimeout(timer);
}

function hungUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const gone = (): void => reject(signal.reason instanceof Error ? signal.reason : new TypeError('fetch failed'));
    if (signal.aborted) gone();
    else signal.addEventListener('abort', gone, { once: true });
  });
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}

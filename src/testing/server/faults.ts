import { json } from './envelope.js';
import type { RecordedCall } from './server.js';

/** How a call goes wrong. */
export type FaultKind = 'network' | '429' | '500' | 'maintenance' | 'slow' | 'malformed' | 'answer-lost-after-commit';

/** As much of a call as a fault is chosen by. */
export interface FaultyCall {
  readonly route: string;
}

/** A call that is to go wrong. */
export interface Fault<Call extends FaultyCall = RecordedCall> {
  route: Call['route'];
  /**
   * - `network`: the connection breaks (`fetch` rejects).
   * - `429`: HTTP 429, the API's own body and `retry-after`.
   * - `500`: HTTP 500 with a text body.
   * - `maintenance`: HTTP 503 with a page of HTML and `retry-after`.
   * - `malformed`: HTTP 200 with the HTML page of some proxy.
   * - `slow`: the answer is held back until `release()` or `delay` is over; without either, it never comes. The work is
   *   done at once, or, with `committed: false`, when the answer is let go, whether or not the caller is still there.
   *   With `committed: 'begun'` a charge is taken up at once, looks `ready` when it is looked up, and is approved when the answer
   *   is let go, whatever was paid under its number meanwhile.
   * - `answer-lost-after-commit`: the work is done, then the connection breaks.
   */
  kind: FaultKind;
  /** Which of the route's calls. @default every one */
  where?: ((call: Call) => boolean) | undefined;
  /** How many calls go wrong; `Infinity` is allowed. @default 1 */
  times?: number | undefined;
  /** Whether the work is done before the call goes wrong. @default true for `slow` and `answer-lost-after-commit` */
  committed?: boolean | 'begun' | undefined;
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

export interface Faults<Call extends FaultyCall = RecordedCall> {
  fail(fault: Fault<Call>): FaultHandle;
  /** Answers a call, or does to it what was set up for its route. `takeUp` does its work, but for what it answers with. */
  apply(call: Call, signal: AbortSignal, takeUp: () => () => Response): Promise<Response>;
  clear(): void;
}

interface Armed<Call extends FaultyCall> {
  fault: Fault<Call>;
  left: number;
  met(): void;
  released: Promise<void>;
  release(): void;
}

/** `tooMany` is what the API says to one who calls too often. */
export function createFaults<Call extends FaultyCall>(tooMany: object): Faults<Call> {
  let armed: Armed<Call>[] = [];

  async function apply(call: Call, signal: AbortSignal, takeUp: () => () => Response): Promise<Response> {
    const hit = armed.find(
      ({ fault, left }) => fault.route === call.route && left > 0 && (fault.where === undefined || fault.where(call)),
    );
    if (hit === undefined) return takeUp()();
    hit.left -= 1;
    if (hit.left === 0 && hit.fault.kind !== 'slow') armed = armed.filter((entry) => entry !== hit);
    const { kind, delay } = hit.fault;
    const committed = hit.fault.committed ?? (kind === 'slow' || kind === 'answer-lost-after-commit');
    const begun = committed === false ? null : takeUp();
    const answered = committed === true ? begun?.() : undefined;
    hit.met();
    switch (kind) {
      case 'network':
      case 'answer-lost-after-commit':
        throw new TypeError('fetch failed');
      case '429':
        return json(429, tooMany, { 'retry-after': '1' });
      case '500':
        return new Response('Internal Server Error', { status: 500, headers: { 'content-type': 'text/plain' } });
      case 'maintenance':
        return new Response('<!doctype html><title>서비스 점검 중입니다</title>', {
          status: 503,
          headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': '60' },
        });
      case 'malformed':
        return new Response('<!doctype html><title>502 Bad Gateway</title>', {
          headers: { 'content-type': 'text/html' },
        });
      case 'slow':
        // A caller that hangs up is not waited for, but a server goes on with what it has got.
        return Promise.race([held(hit.released, delay).then(() => answered ?? (begun ?? takeUp())()), hungUp(signal)]);
      default:
        return kind satisfies never;
    }
  }

  return {
    apply,
    fail(fault) {
      const met = deferred();
      const released = deferred();
      const entry: Armed<Call> = {
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

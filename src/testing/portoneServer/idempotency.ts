import { Refusal } from './refusal.js';

/** One call's place among the idempotency keys. */
export interface IdempotentCall {
  /** Does the work, once: the same key later gets the same answer. */
  answer(work: () => Response): Response;
  /** The call broke before any work was done: the key is free again. */
  release(): void;
}

/**
 * `Idempotency-Key`: 16 to 256 ASCII characters in quotes, kept for three hours, ignored on GET. Source: the overview of the
 * REST API V2 in PortOne's documents. They forbid one key on two different calls without saying what happens: here it is a 400.
 */
export interface Idempotency {
  /** @throws Refusal for a malformed key, for one in use, and for one that another call was made with */
  begin(request: Request, body: string, now: number): IdempotentCall;
}

interface Slot {
  readonly call: string;
  readonly at: number;
  answered: Response | undefined;
}

const KEPT = 3 * 60 * 60 * 1000;

export function createIdempotency(): Idempotency {
  const slots = new Map<string, Slot>();
  const free: IdempotentCall = { answer: (work) => work(), release: () => undefined };

  return {
    begin(request, body, now) {
      const header = request.headers.get('idempotency-key');
      if (header === null || request.method === 'GET') return free;
      const key = /^"([\x20-\x21\x23-\x7e]{16,256})"$/.exec(header)?.[1];
      if (key === undefined) {
        throw new Refusal('INVALID_REQUEST', 'Idempotency-Key는 쌍따옴표로 감싼 16~256자의 ASCII 문자열이어야 합니다.');
      }
      const call = `${request.method} ${request.url} ${body}`;
      const known = slots.get(key);
      if (known !== undefined && now - known.at < KEPT) {
        if (known.call !== call) throw new Refusal('INVALID_REQUEST', '다른 요청에 사용된 멱등 키입니다.');
        const { answered } = known;
        if (answered === undefined) {
          throw new Refusal('IDEMPOTENCY_OUTSTANDING_REQUEST', '같은 멱등 키의 요청이 처리 중입니다.');
        }
        return { answer: () => answered.clone(), release: () => undefined };
      }
      const slot: Slot = { call, at: now, answered: undefined };
      slots.set(key, slot);
      return {
        answer(work) {
          slot.answered ??= work();
          return slot.answered.clone();
        },
        release() {
          if (slot.answered === undefined && slots.get(key) === slot) slots.delete(key);
        },
      };
    },
  };
}

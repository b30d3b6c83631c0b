import { vi } from 'vitest';

const start = Date.UTC(2027, 0, 29, 1);

/** A clock that stands still unless it is moved: the date, and the deadlines of calls. */
export function createClock() {
  let at = start;
  let deadlines: { readonly at: number; readonly controller: AbortController }[] = [];
  /** What is under way where no turn of the event loop shows it. */
  let hashing = 0;
  let activity = 0;

  vi.useFakeTimers({ toFake: ['Date'], now: at });
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController();
    deadlines.push({ at: at + milliseconds, controller });
    return controller.signal;
  });
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (...args) => {
    hashing += 1;
    return digest(...args).finally(() => {
      hashing -= 1;
      activity += 1;
    });
  });

  /** Lets everything go on until nothing does: what still waits then waits for i'mport, or for ever. */
  async function settle(): Promise<void> {
    for (let idle = 0; idle < 6; ) {
      const before = activity;
      await new Promise((resolve) => setImmediate(resolve));
      idle = hashing > 0 || activity !== before ? 0 : idle + 1;
    }
  }

  return {
    now: () => at,
    /** Something was asked for. */
    onActivity() {
      activity += 1;
    },
    settle,
    async advance(milliseconds: number): Promise<void> {
      at += milliseconds;
      vi.setSystemTime(at);
      const over = deadlines.filter((deadline) => deadline.at <= at);
      deadlines = deadlines.filter((deadline) => deadline.at > at);
      for (const { controller } of over) controller.abort(new DOMException('It took too long.', 'TimeoutError'));
      await settle();
    },
    restore() {
      vi.useRealTimers();
      vi.restoreAllMocks();
    },
  };
}

export type Clock = ReturnType<typeof createClock>;

import { vi } from 'vitest';
import { createActivity } from './createActivity.js';

const start = Date.UTC(2027, 0, 29, 1);

/** A clock that stands still unless it is moved: the date, and the deadlines of calls. */
export function createClock() {
  let at = start;
  let deadlines: { readonly at: number; readonly controller: AbortController }[] = [];
  const activity = createActivity();

  vi.useFakeTimers({ toFake: ['Date'], now: at });
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController();
    deadlines.push({ at: at + milliseconds, controller });
    return controller.signal;
  });
  activity.install();

  return {
    now: () => at,
    onActivity: activity.note,
    settle: activity.settle,
    async advance(milliseconds: number): Promise<void> {
      at += milliseconds;
      vi.setSystemTime(at);
      const over = deadlines.filter((deadline) => deadline.at <= at);
      deadlines = deadlines.filter((deadline) => deadline.at > at);
      for (const { controller } of over) controller.abort(new DOMException('It took too long.', 'TimeoutError'));
      await activity.settle();
    },
    restore() {
      vi.useRealTimers();
      vi.restoreAllMocks();
    },
  };
}

export type Clock = ReturnType<typeof createClock>;

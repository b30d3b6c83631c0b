import { currentTab, runIn, type Tab } from './Tab.js';

interface Timer {
  at: number;
  readonly every: number | undefined;
  readonly tab: Tab | undefined;
  readonly run: () => void;
}

const real = { setTimeout, clearTimeout, setInterval, clearInterval, now: Date.now };
const start = Date.UTC(2026, 0, 1);

/** Lets every promise that can go on do so. */
export function flush(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands still unless it is moved, and whose timers die with their page. `settle` lets go on what can. */
export function createClock(settle = flush) {
  let now = start;
  /** What the wall clock is wrong by; timers go by the true time. */
  let wrongBy = 0;
  let serial = 0;
  const timers = new Map<number, Timer>();

  function set(run: () => void, delay = 0, every?: number): number {
    serial += 1;
    timers.set(serial, { at: now + Math.max(delay, 0), every, tab: currentTab(), run });
    return serial;
  }

  /** The timers of one moment run one after the other, each with its promises after it. */
  async function advance(milliseconds: number): Promise<void> {
    const until = now + milliseconds;
    for (;;) {
      await settle();
      let next: number | undefined;
      for (const [id, timer] of timers) {
        if (timer.tab && !timer.tab.isAlive) timers.delete(id);
        else if (timer.at <= until && (next === undefined || timer.at < (timers.get(next)?.at ?? 0))) next = id;
      }
      const timer = next === undefined ? undefined : timers.get(next);
      if (next === undefined || !timer) break;
      now = timer.at;
      if (timer.every === undefined) timers.delete(next);
      else timer.at += timer.every;
      if (timer.tab) runIn(timer.tab, timer.run);
      else timer.run();
    }
    now = until;
  }

  return {
    advance,
    settle,
    /** The true time. */
    now: () => now,
    /** A moment goes by, in which no timer is due yet: nobody does two things in one millisecond. */
    pass() {
      now += 1;
    },
    /** Sets the wall clock forward, or back. */
    turn(milliseconds: number) {
      wrongBy += milliseconds;
    },
    install() {
      const clear = (id: number) => void timers.delete(id);
      Object.assign(globalThis, {
        setTimeout: (run: () => void, delay?: number) => set(run, delay),
        setInterval: (run: () => void, delay = 0) => set(run, delay, Math.max(delay, 1)),
        clearTimeout: clear,
        clearInterval: clear,
      });
      Date.now = () => now + (currentTab() ? wrongBy : 0);
    },
    restore() {
      const { now: realNow, ...functions } = real;
      Object.assign(globalThis, functions);
      Date.now = realNow;
    },
  };
}

export type Clock = ReturnType<typeof createClock>;

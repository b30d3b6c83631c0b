/** The server's clock: it runs with the time source it was given, and can be moved forward. */
export interface FakeClock {
  /** Milliseconds since 1970, as the server sees it. */
  now(): number;
  /** Moves the clock forward; resolves when the payments that came due were made and their webhooks were posted. */
  advance(milliseconds: number): Promise<void>;
}

export function createClock(source: () => number, onMove: () => Promise<void>): FakeClock {
  let moved = 0;
  return {
    now: () => source() + moved,
    advance(milliseconds) {
      if (!(milliseconds >= 0)) {
        throw new RangeError(
          `clock.advance(${milliseconds}): a server's clock only moves forward, so that no token or payment is made in the future. Pass a number of milliseconds of at least 0.`,
        );
      }
      moved += milliseconds;
      return onMove();
    },
  };
}

/** UNIX seconds, the unit of every time on the wire. */
export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

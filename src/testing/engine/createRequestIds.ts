/**
 * Ids made of milliseconds, so that two requests in one tick collide. On the real SDK they collide on most runs; here the
 * clock is read once a tick, so that they do on every run.
 */
export function createRequestIds(): () => string {
  let tick: number | undefined;
  return () => {
    if (tick === undefined) {
      tick = Date.now();
      queueMicrotask(() => {
        tick = undefined;
      });
    }
    return `req_${tick}`;
  };
}

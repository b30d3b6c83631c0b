import { isTime, timerDelay } from './timerDelay.js';

/**
 * The work, or a rejection when it takes longer than `given` milliseconds. A `given` that is no time counts as left out. While
 * `isWaiting`, the time begins anew.
 */
export function withDeadline<T>(work: Promise<T>, given = 60_000, isWaiting = () => false): Promise<T> {
  const limit = isTime(given) ? given : 60_000;
  if (limit === Infinity) return work;
  return new Promise((resolve, reject) => {
    const start = () =>
      setTimeout(() => {
        if (isWaiting()) timer = start();
        else reject(new Error(`No answer within ${limit} ms. It may still have been carried out.`));
      }, timerDelay(limit));
    let timer = start();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

import { timerDelay } from './timerDelay.js';

/** The work, or a rejection once it has had its time, in ms. The time does not run while `isWaiting`. */
export function withDeadline<T>(work: Promise<T>, limit = 60_000, isWaiting = () => false): Promise<T> {
  if (!Number.isFinite(limit)) return work;
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

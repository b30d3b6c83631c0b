/** Milliseconds that a function of the host's has. */
const LIMIT = 30_000;

/** A function of the host's has not answered in time. What it does goes on, and nobody waits for it any more. */
export class HostTooSlow extends Error {
  override name = 'HostTooSlow';
}

/**
 * Waits for a function of the host's, but not for ever: one that never answers would stop every renewal behind it, and
 * leave a customer without a word.
 *
 * @throws HostTooSlow
 */
export async function inHostTime<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new HostTooSlow(`${name} has not answered within ${LIMIT / 1000} seconds.`)),
      LIMIT,
    );
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

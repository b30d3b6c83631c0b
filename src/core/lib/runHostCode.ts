/** Runs a callback of the host's. What it throws is the page's to see, and can't stop an attempt half-way. */
export function runHostCode(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

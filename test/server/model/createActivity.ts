import { vi } from 'vitest';

/** Tells when nothing goes on any more: hashes are made where no turn of the event loop shows it. */
export function createActivity() {
  let hashing = 0;
  let activity = 0;
  const note = () => {
    activity += 1;
  };

  return {
    /** Something was asked for, or answered. */
    note,
    /** Lets everything go on until nothing does: what still waits then waits for a clock, or for ever. */
    async settle(): Promise<void> {
      for (let idle = 0; idle < 6; ) {
        const before = activity;
        await new Promise((resolve) => setImmediate(resolve));
        idle = hashing > 0 || activity !== before ? 0 : idle + 1;
      }
    },
    install() {
      const digest = crypto.subtle.digest.bind(crypto.subtle);
      vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (...args) => {
        hashing += 1;
        return digest(...args).finally(() => {
          hashing -= 1;
          note();
        });
      });
    },
  };
}

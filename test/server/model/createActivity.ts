import { vi } from 'vitest';

/** Tells when nothing goes on any more: hashes and signatures are made where no turn of the event loop shows it. */
export function createActivity() {
  let working = 0;
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
        idle = working > 0 || activity !== before ? 0 : idle + 1;
      }
    },
    install() {
      for (const name of ['digest', 'importKey', 'sign', 'verify'] as const) {
        const made = crypto.subtle[name].bind(crypto.subtle) as (...args: unknown[]) => Promise<unknown>;
        const noted = async (...args: unknown[]) => {
          working += 1;
          return made(...args).finally(() => {
            working -= 1;
            note();
          });
        };
        vi.spyOn(crypto.subtle, name).mockImplementation(noted as never);
      }
    },
  };
}

/** What each of some requests took, and all of them together, in milliseconds, and how long this process was at work for them. */
export interface Measured {
  readonly times: number[];
  total: number;
  cpu: number;
}

export const nothing = (): Measured => ({ times: [], total: 0, cpu: 0 });

/** Sends one after the other on each of the connections, and adds what it took. */
export async function measure<T>(
  into: Measured,
  connections: number,
  items: readonly T[],
  send: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = [...items];
  const begun = performance.now();
  const used = process.cpuUsage();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        const at = performance.now();
        await send(item);
        into.times.push(performance.now() - at);
      }
    }),
  );
  into.total += performance.now() - begun;
  const { user, system } = process.cpuUsage(used);
  into.cpu += (user + system) / 1000;
}

/** The time that so large a share of the requests did not exceed. */
export function at({ times }: Measured, share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

export const aSecond = ({ times, total }: Measured): number => (times.length / total) * 1000;

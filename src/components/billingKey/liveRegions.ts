import { useCallback, useEffect, useId, useState } from 'react';

/** The parts that screen readers are told by. */
export type LiveRegion = 'status' | 'error';

export interface LiveRegions {
  /** Element ids of the live regions that are mounted: with both, errors are left to `error`, so that nothing is said twice. */
  readonly liveRegions: Readonly<Partial<Record<LiveRegion, string>>>;
  /** Returns the function that takes the region out again. */
  addLiveRegion(region: LiveRegion, id: string): () => void;
}

/** Keeps the list of mounted live regions, for `<BillingKey.Root>`. */
export function useLiveRegions(): LiveRegions {
  const [liveRegions, setLiveRegions] = useState<LiveRegions['liveRegions']>({});
  const addLiveRegion = useCallback((region: LiveRegion, id: string) => {
    setLiveRegions((before) => ({ ...before, [region]: id }));
    return () => setLiveRegions(({ [region]: _, ...others }) => others);
  }, []);
  return { liveRegions, addLiveRegion };
}

/** Adds a part to the list, and gives it the id by which the trigger's `aria-describedby` points to it. */
export function useLiveRegion(region: LiveRegion, { addLiveRegion }: LiveRegions, hostId: string | undefined): string {
  const ownId = useId();
  const id = hostId ?? ownId;
  useEffect(() => addLiveRegion(region, id), [addLiveRegion, region, id]);
  return id;
}

import { useEffect, useId, useState } from 'react';
import { useLayoutEffect } from '../../react/useLayoutEffect.js';

/** The parts that screen readers are told by. */
export type LiveRegion = 'status' | 'error';

export interface LiveRegions {
  /** Element ids of the live regions that are mounted: with both, errors are left to `error`, so that nothing is said twice. */
  readonly liveRegions: Readonly<Partial<Record<LiveRegion, string>>>;
  /** Returns the function that takes the region out again. */
  addLiveRegion(region: LiveRegion, id: string): () => void;
}

/**
 * Keeps the list of mounted live regions, for `<BillingKey.Root>`. `hasNews`: there is something to read in them. Only then is the root
 * rendered again for a region that comes or goes; before, its next render is early enough, and no page renders each button twice.
 */
export function useLiveRegions(hasNews: boolean): LiveRegions {
  const [{ own }, set] = useState(() => {
    const mounted: (readonly [LiveRegion, string])[] = [];
    const kept = {
      hasNews,
      liveRegions: {},
      addLiveRegion(region: LiveRegion, id: string) {
        const entry = [region, id] as const;
        mounted.push(entry);
        change();
        return () => {
          mounted.splice(mounted.indexOf(entry), 1);
          change();
        };
      },
    };
    const change = () => {
      kept.liveRegions = Object.fromEntries(mounted);
      if (kept.hasNews) set({ own: kept });
    };
    return { own: kept };
  });
  // Before the effects in which regions are added: one that comes together with the news is read at once.
  useLayoutEffect(() => {
    own.hasNews = hasNews;
  }, [own, hasNews]);
  return own;
}

/** Adds a part to the list, and gives it the id by which the trigger's `aria-describedby` points to it. */
export function useLiveRegion(region: LiveRegion, { addLiveRegion }: LiveRegions, hostId: string | undefined): string {
  const ownId = useId();
  const id = hostId ?? ownId;
  useEffect(() => addLiveRegion(region, id), [addLiveRegion, region, id]);
  return id;
}

import type { FindRecord, Gateway } from '../Gateway.js';

/**
 * The page's own address, for a PG to come back to: without an earlier return of this browser's. A return that matches no record
 * is somebody else's, or a key of the host's own, and stays. Undefined for an app's `capacitor://` page, which no PG can reach.
 */
export function pageAddress(readReturn: Gateway['readReturn'], find: FindRecord): string | undefined {
  const { href } = location;
  if (!/^https?:/.test(href)) return undefined;
  const found = readReturn(href, find);
  return found?.record ? found.cleanUrl : href;
}

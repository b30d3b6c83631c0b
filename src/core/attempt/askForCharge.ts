import { developerText } from '../errors/developerText.js';
import { withDeadline } from '../lib/withDeadline.js';
import type { PlaceOptions } from './Place.js';

/** What the host's server knows of a charge. */
export function askForCharge<TData>(
  options: Pick<PlaceOptions<TData>, 'getCharge' | 'chargeTimeout'>,
  chargeNumber: string,
): Promise<TData | null | undefined> {
  const asked = Promise.resolve(options.getCharge?.(chargeNumber)).then((data) => assertPaid('getCharge', data));
  return withDeadline(asked, options.chargeTimeout);
}

/** `fetch()` rejects for no answer of a server: one that says no must not count as a payment. */
export function assertPaid<TData>(caller: string, data: TData): TData {
  if (typeof Response === 'undefined' || !(data instanceof Response) || data.ok) return data;
  const { status, url } = data;
  if (process.env.NODE_ENV !== 'production') console.error(developerText?.unokResponse(caller, status, url));
  throw Object.assign(new Error(`HTTP ${status}`), { status });
}

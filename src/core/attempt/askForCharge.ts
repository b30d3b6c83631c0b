import { examineAnswer } from '../devWarnings/examineAnswer.js';
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

/**
 * `fetch()` rejects for no answer of a server: one that says no must not count as a payment, nor one of `getCharge` that nobody has
 * read, which may hold `null`.
 */
export function assertPaid<TData>(caller: 'charge' | 'getCharge', data: TData): TData {
  if (typeof Response === 'undefined' || !(data instanceof Response)) {
    if (process.env.NODE_ENV !== 'production') examineAnswer(caller, data);
    return data;
  }
  if (data.ok && caller === 'charge') return data;
  const { status, url } = data;
  if (process.env.NODE_ENV !== 'production') console.error(developerText?.unokResponse(caller, status, url));
  throw Object.assign(new Error(`HTTP ${status}`), { status });
}

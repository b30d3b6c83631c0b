import type { IamportCallback, IamportRequest } from '../../iamport/wire.js';
import type { FakeRequestRecord } from '../FakeRequest.js';
import type { SuccessKey } from './buildReturnUrl.js';
import type { Popup } from './createPopups.js';

/** A request on its way through the SDK. */
export interface Entry {
  readonly record: FakeRequestRecord;
  /** The page's own object, written into. */
  readonly params: IamportRequest;
  readonly callback: IamportCallback | undefined;
  /** Names the entry in the SDK's map: a later one of the same name takes its place. */
  readonly requestId: string;
  /** The PG's code, once the entry is served. */
  provider: string;
  /** The page goes to the PG, and no callback is called from then on. */
  leaves: boolean;
  /** An identity check, which goes past the PGs. */
  isCertification: boolean;
  /** Set where a test wants another success key in the return address than its PG's own. */
  successKey: SuccessKey | undefined;
  popup: Popup | undefined;
  /** Takes back whatever waits on this entry: its timer, its drawn window. */
  readonly cleanups: (() => void)[];
}

export function createEntry(
  params: IamportRequest,
  callback: IamportCallback | undefined,
  requestId: string,
  insideCallback: boolean,
): Entry {
  const record: FakeRequestRecord = {
    params,
    hasCallback: typeof callback === 'function',
    inUserActivation: navigator.userActivation?.isActive,
    insideCallback,
    state: 'reserved',
    reason: undefined,
    provider: undefined,
    response: undefined,
    returnUrl: undefined,
  };
  return {
    record,
    params,
    callback,
    requestId,
    provider: '',
    leaves: false,
    isCertification: false,
    successKey: undefined,
    popup: undefined,
    cleanups: [],
  };
}

/** Nothing will be heard of it again, and the record says why. */
export function loseEntry(entry: Entry, reason: string): void {
  entry.record.state = 'lost';
  entry.record.reason = reason;
  cleanUpEntry(entry);
}

export function cleanUpEntry(entry: Entry): void {
  for (const cleanUp of entry.cleanups.splice(0)) cleanUp();
  entry.popup?.close();
}

import type { IamportRequest, IamportResponse } from '../iamport/wire.js';

/**
 * Where a request stands. `reserved`: kept until the frames are ready. `open`: its window is open. `answered`: its callback
 * was called. `left`: the page went to the PG. `lost`: nothing will ever be heard of it.
 */
export type FakeRequestState = 'reserved' | 'open' | 'answered' | 'left' | 'lost';

/** One call of `IMP.request_pay`, as it was made. */
export interface FakeRequest {
  /** A deep copy from the moment of the call, before the SDK wrote into the object. */
  readonly params: Readonly<IamportRequest>;
  readonly hasCallback: boolean;
  /** Whether the browser held a user activation then; `undefined` where it does not tell. */
  readonly inUserActivation: boolean | undefined;
  /** Made inside the SDK's own callback: it will be wiped by the reload that follows. */
  readonly insideCallback: boolean;
  readonly state: FakeRequestState;
  /** Why it was lost, in English: it is read in a failing test. */
  readonly reason: string | undefined;
  /** The channel that serves it, once that is known. */
  readonly provider: string | undefined;
  /** What the callback got. */
  readonly response: IamportResponse | undefined;
  /** Where the PG sent the page back to. */
  readonly returnUrl: string | undefined;
}

/** The same record, for the engine that keeps it. */
export type FakeRequestRecord = { -readonly [Key in keyof FakeRequest]: FakeRequest[Key] };

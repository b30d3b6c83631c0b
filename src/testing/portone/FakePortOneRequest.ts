import type {
  IssueAndPayRequest,
  IssueAndPayResponse,
  IssueRequest,
  IssueResponse,
  LoadIssueUiRequest,
} from '../../portone/wire.js';

/** The SDK's function that made a request. */
export type FakePortOneCall = 'requestIssueBillingKey' | 'requestIssueBillingKeyAndPay' | 'loadIssueBillingKeyUI';

/**
 * Where a request stands. `opening`: the SDK prepares its window. `button`: PayPal's button is drawn. `open`: the window is
 * open. `answered`: the promise or a callback was answered. `left`: the page went to the PG. `rejected`: no window opened.
 * `lost`: nothing will ever be heard of it.
 */
export type FakePortOneRequestState = 'opening' | 'button' | 'open' | 'answered' | 'left' | 'rejected' | 'lost';

type AnyRequest = IssueRequest & IssueAndPayRequest & LoadIssueUiRequest;

/** What a call was given: the fields of all three kinds of request. */
export type FakePortOneParams = { readonly [Field in keyof AnyRequest]?: AnyRequest[Field] | undefined };

/** One call of the SDK, as it was made. */
export interface FakePortOneRequest {
  readonly call: FakePortOneCall;
  /** A deep copy from the moment of the call. */
  readonly params: FakePortOneParams;
  /** Whether the browser held a user activation then; `undefined` where it does not tell. */
  readonly inUserActivation: boolean | undefined;
  readonly state: FakePortOneRequestState;
  /** Why it was lost or rejected, in English: it is read in a failing test. */
  readonly reason: string | undefined;
  /** The PG of the channel, such as `KCP_V2`. */
  readonly provider: string | undefined;
  /** What the promise or the callback got. */
  readonly response: Partial<IssueResponse> | Partial<IssueAndPayResponse> | undefined;
  /** Where the PG sent the page back to. */
  readonly returnUrl: string | undefined;
}

/** The same record, for the engine that keeps it. */
export type FakePortOneRequestRecord = { -readonly [Key in keyof FakePortOneRequest]: FakePortOneRequest[Key] };

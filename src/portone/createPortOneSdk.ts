import { watchCsp } from '../core/devWarnings/watchCsp.js';
import { BillingKeyError } from '../core/errors/BillingKeyError.js';
import type { Answer, Gateway } from '../core/Gateway.js';
import { buttonRemover } from '../core/lib/drawnButton.js';
import { loadSdk, type ScriptOptions } from '../core/lib/loadSdk.js';
import { developerText } from './developerText.js';
import { readRejection, readResponse, readUiFailure } from './readResponse.js';
import { createWindowTrace } from './windowTrace.js';
import type { IssueAndPayRequest, IssueRequest, LoadIssueUiRequest, PortOneSdk } from './wire.js';

/** PortOne's V2 SDK. */
export const portoneUrl = 'https://cdn.portone.io/v2/browser-sdk.js';

/** Which store the SDK of PortOne V2 is started for, and where its script comes from. */
export interface PortOneSdkOptions extends ScriptOptions {
  /** The store's id in the PortOne console (`store-…`). */
  readonly storeId: string;
  /** Another address of PortOne's script. @default 'https://cdn.portone.io/v2/browser-sdk.js' */
  readonly scriptUrl?: string | undefined;
}

/** A request, with the SDK's function that it is for. */
export type PortOneRequest =
  | { readonly call: 'requestIssueBillingKey'; readonly request: IssueRequest }
  | { readonly call: 'requestIssueBillingKeyAndPay'; readonly request: IssueAndPayRequest }
  | { readonly call: 'loadIssueBillingKeyUI'; readonly request: LoadIssueUiRequest };

/** How long the page may take to leave, after the SDK has answered with nothing, in ms. */
const leavingTime = 10_000;

/** The V2 SDK behind the few calls that a gateway makes. */
export function createPortOneSdk(options: PortOneSdkOptions) {
  const url = options.scriptUrl ?? portoneUrl;
  const trace = createWindowTrace();
  let asked: PortOneSdk | undefined;
  /** Set when the SDK came by a tag of ours: then it may be taken away, to be fetched anew. */
  let ours: PortOneSdk | undefined;
  let latest: PortOneRequest | undefined;

  function send(asking: PortOneRequest, onAnswer: (answer: Answer) => void): void {
    const { call, request } = asking;
    // One that is gone throws at the call.
    const sdk = getPortOne() as PortOneSdk;
    asked = sdk;
    latest = asking;
    trace.begin(call === 'loadIssueBillingKeyUI');
    // A copy of its own each time: what the SDK does to it is not the host's.
    if (call === 'loadIssueBillingKeyUI') {
      const answer = (given: Answer) => {
        onAnswer(given);
        // A task later, as the SDK is still at work with it. A window that was asked for since may have a button of its own.
        if (latest === asking) setTimeout(buttonRemover());
      };
      sdk
        .loadIssueBillingKeyUI(
          { ...request },
          {
            onIssueBillingKeySuccess: (response) => answer(readResponse(response ?? {})),
            onIssueBillingKeyFail: (error) => answer(readUiFailure(error)),
          },
        )
        .catch((error: unknown) => answer(readRejection(error)));
      return;
    }
    const answered =
      call === 'requestIssueBillingKey'
        ? sdk.requestIssueBillingKey({ ...request })
        : sdk.requestIssueBillingKeyAndPay({ ...request });
    answered.then(
      (response) => {
        if (response) onAnswer(readResponse(response));
        else setTimeout(() => onAnswer(readResponse({})), leavingTime);
      },
      (error: unknown) => onAnswer(readRejection(error)),
    );
  }

  const sdk = {
    async load() {
      if (typeof document === 'undefined') return;
      if (process.env.NODE_ENV !== 'production') {
        watchCsp({ name: "PortOne's SDK", hosts: /(^|\.)(portone\.io|iamport\.co)$/, own: [options.scriptUrl] });
      }
      if (getPortOne() !== undefined) return;
      ours = await loadSdk({
        ...options,
        url,
        find: getPortOne,
        texts: developerText,
      });
    },
    isReady: () => getPortOne() !== undefined,
    open(request: PortOneRequest, onAnswer: (answer: Answer) => void) {
      try {
        send(request, onAnswer);
      } catch (cause) {
        throw new BillingKeyError('sdk_error', developerText?.requestThrew, { cause });
      }
    },
    isAnswerable: () => asked === undefined || asked === getPortOne(),
    isWindowVisible: trace.isVisible,
    isWindowLost: trace.isLost,
    close: trace.remove,
    invalidate() {
      const page = window as { PortOne?: PortOneSdk };
      // What the host's own tag brought is the host's.
      if (ours !== undefined && page.PortOne === ours) delete page.PortOne;
    },
  } satisfies Pick<
    Gateway,
    'load' | 'isReady' | 'isAnswerable' | 'isWindowVisible' | 'isWindowLost' | 'close' | 'invalidate'
  > & {
    open(request: PortOneRequest, onAnswer: (answer: Answer) => void): void;
  };
  return sdk;
}

function getPortOne(): PortOneSdk | undefined {
  return (window as { PortOne?: PortOneSdk }).PortOne;
}

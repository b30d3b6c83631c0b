import { pageLock } from '../../../../src/core/attempt/pageLock.js';
import type { KeyReference } from '../../../../src/core/Gateway.js';
import { createPortOneGateway } from '../../../../src/portone/createPortOneGateway.js';
import type { IssueAndPayRequest, IssueRequest, IssueResponse, PortOneSdk } from '../../../../src/portone/wire.js';
import type { SdkRequest } from '../Tab.js';
import type { Generation, SdkShared, TestKey, Word } from './Generation.js';

export interface V2Options {
  readonly takesAtIssue: boolean;
  /** The PG's page says where the window is: in the page, or, on phones, a page of its own. Else nobody knows. */
  readonly isDocumented: boolean;
  /** Its server has to confirm each key of the channel. */
  readonly confirms: boolean;
}

/** What the SDK of V2 answers with. Nothing in it names the order. */
type Response = Partial<IssueResponse> & { readonly paymentId?: string; readonly txId?: string };

/** PortOne V2. */
export function v2({ takesAtIssue, isDocumented, confirms }: V2Options): Generation {
  const pays = isDocumented ? { pg: 'galaxia', method: 'MOBILE' } : { pg: 'eximbay_v2', method: 'CARD' };
  const registers = isDocumented ? { pg: 'tosspayments', method: 'CARD' } : { pg: 'kcp_v2', method: 'CARD' };
  let serial = 0;
  const nextSerial = () => {
    serial += 1;
    return serial;
  };
  const { pg, method } = takesAtIssue ? pays : registers;
  return {
    api: 'v2',
    options: { pg, channelKey: 'channel-key-1' } as Generation['options'],
    // Eximbay may settle a payment after its window was closed, whatever that has said.
    unproven: ['garbage', 'others', ...(pg === 'eximbay_v2' ? (['cancelled', 'refused'] as const) : [])],
    createGateway: () => createPortOneGateway({ storeId: 'store-1' }),
    createSdk: (shared) => ({ PortOne: createSdk(shared, confirms, nextSerial) }),
    orderOf: (order, _, paymentId) => ({
      ...order,
      billingKeyMethod: method,
      customer: { fullName: '김하나', email: 'kim@shop.example' },
      ...(paymentId && { paymentId }),
    }),
    read(key: TestKey) {
      const { issueId, paymentId, billingKey, billingIssueToken } = key as Extract<TestKey, { api: 'v2' }>;
      const named: KeyReference = billingKey === undefined ? { billingIssueToken } : { billingKey };
      return { number: paymentId, orderNumber: issueId ?? paymentId, key: named };
    },
    returnUrl(request, isGood, isForged) {
      const url = new URL(request.redirectUrl);
      if (isForged) url.searchParams.set('rbk', 'of another browser');
      const response = isForged ? { ...answers.issued, billingKey: 'forged' } : responseOf(request, 'issued');
      const fields = isGood || isForged ? response : (responseOf(request, 'cancelled') ?? {});
      for (const [name, value] of Object.entries(fields ?? {})) url.searchParams.append(name, String(value));
      return url.href;
    },
  };
}

function createSdk(
  { tab, requests, violations, health, onRequest }: SdkShared,
  confirms: boolean,
  nextSerial: () => number,
): PortOneSdk {
  const isOpen = () => requests.some((request) => request.tab === tab() && request.isVisible);

  function ask(asked: IssueRequest | IssueAndPayRequest): Promise<Response | undefined> {
    if (isOpen()) violations.push('two requests overlap');
    const pays = 'totalAmount' in asked;
    const number = String(pays ? asked.paymentId : asked.issueId);
    const serial = nextSerial();
    return new Promise((resolve, reject) => {
      if (health() === 'throws') {
        // Before the window: what the SDK finds wrong, or a network that does not reach its server.
        const error = new Error('The SDK is broken.');
        reject(serial % 2 === 0 ? error : Object.assign(error, { __portOneErrorType: 'Any', code: 'BadRequest' }));
        return;
      }
      const isDead = health() === 'swallows';
      const request: SdkRequest = {
        tab: tab(),
        attemptId: pageLock().holder?.attemptId ?? '',
        number,
        card: undefined,
        name: String(pays ? asked.orderName : asked.issueName),
        amount: Number(pays ? asked.totalAmount : asked.displayAmount),
        redirectUrl: String(asked.redirectUrl),
        key: confirms ? { billingIssueToken: `token-${serial}` } : { billingKey: `billing-key-${serial}` },
        drawn: frameOf(() => {
          request.isVisible = false;
        }),
        tell(says) {
          request.isAnswered = true;
          if (says === 'others') reject(new TypeError('Failed to fetch'));
          else resolve(responseOf(request, says));
        },
        isVisible: !isDead,
        isLost: isDead,
      };
      requests.push(request);
      onRequest(request);
    });
  }

  return {
    requestIssueBillingKey: (request) => ask(request) as ReturnType<PortOneSdk['requestIssueBillingKey']>,
    requestIssueBillingKeyAndPay: (request) => ask(request) as ReturnType<PortOneSdk['requestIssueBillingKeyAndPay']>,
    loadIssueBillingKeyUI: () => Promise.reject(new Error('No channel here has a button.')),
    updateLoadIssueBillingKeyUIRequest: () => Promise.reject(new Error('No channel here has a button.')),
  };
}

/** What shows the window in the page. */
function frameOf(remove: () => void): object {
  const rect = { width: 400, height: 600 };
  return { getBoundingClientRect: () => rect, visibility: 'visible', closest: () => null, remove };
}

const answers = {
  issued: { transactionType: 'ISSUE_BILLING_KEY', billingKey: '' },
  cancelled: {
    transactionType: 'ISSUE_BILLING_KEY',
    billingKey: '',
    code: 'FAILURE_TYPE_PG',
    message: '[결제포기] 사용자가 결제를 취소하셨습니다',
    pgCode: 'PAY_PROCESS_CANCELED',
  },
  refused: {
    transactionType: 'ISSUE_BILLING_KEY',
    code: 'PGProviderError',
    message: 'PG사에서 오류를 전달하였습니다.',
    pgMessage: '한도 초과',
  },
} as const satisfies Record<string, Response>;

function responseOf({ key }: SdkRequest, says: Exclude<Word, 'others'> | 'issued'): Response | undefined {
  const { billingIssueToken, billingKey = 'NEEDS_CONFIRMATION' } = key;
  const named = { billingKey, ...(billingIssueToken && { billingIssueToken }) };
  switch (says) {
    case 'issued':
      return { ...answers.issued, ...named };
    case 'newStyle':
      return named;
    case 'cancelled':
      return answers.cancelled;
    case 'refused':
      // A key beside a code is none.
      return { ...answers.refused, ...named };
    case 'garbage':
      return undefined;
    default:
      return says satisfies never;
  }
}

import { type AttemptState, BillingKeyError, type IssuedKey } from '../../src/index.js';
import { pgMessage } from './StoryEnvironment.js';
import { sampleIn } from './sampleData.js';

const { order } = sampleIn('ko');

const issued: IssuedKey = {
  api: 'v1',
  attemptId: 'attempt-1',
  pg: 'kcp_billing',
  payMethod: 'card',
  name: order.name,
  amount: order.amount,
  dueToday: order.amount,
  currency: 'KRW',
  chargedAtIssue: false,
  via: 'callback',
  purpose: 'subscribe',
  consents: [],
  metadata: undefined,
  customerUid: order.customerUid,
  merchantUid: 'registration-1',
  impUid: 'imp_1',
  chargeMerchantUid: 'charge-1',
};

const attemptId = 'attempt-1';
const failed = (code: BillingKeyError['code'], details?: ConstructorParameters<typeof BillingKeyError>[2]) =>
  ({ status: 'failed', attemptId, error: new BillingKeyError(code, code, details) }) as const;

/**
 * Everything that a customer can be shown, as the library has it in hand: a status, told apart further where it looks different.
 * Nothing runs behind it, so that no time limit ends it while it is looked at.
 */
export const heldStates = {
  idle: { status: 'idle' },
  loading: { status: 'loading', attemptId },
  window: { status: 'window', attemptId },
  redirecting: { status: 'redirecting', attemptId },
  charging: { status: 'charging', attemptId, issued, isPaused: false },
  paused: { status: 'charging', attemptId, issued, isPaused: true },
  succeeded: { status: 'succeeded', attemptId, issued, data: {} },
  cancelled: { status: 'cancelled', attemptId, reason: 'customer' },
  refused: failed('refused', { pgMessage }),
  chargeFailed: { ...failed('charge_failed'), issued },
  unverified: { ...failed('charge_failed'), issued: { ...issued, chargedAtIssue: true } },
  unresolved: failed('unresolved_charge'),
  needsClick: failed('needs_click'),
  notLoaded: failed('sdk_load_failed'),
} as const satisfies Record<string, AttemptState>;

export type HeldStateName = keyof typeof heldStates;

export const heldStateNames = Object.keys(heldStates) as HeldStateName[];

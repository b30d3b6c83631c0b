import type { BillingStatus } from '../../src/index.js';
import { pgMessage, type World } from './outcomes.js';

/** Something that a customer can be in: a status, told apart further where it looks different. */
export interface Situation {
  readonly status: BillingStatus;
  readonly world: World;
  readonly device?: 'phone';
  /** The error's code. */
  readonly error?: string;
}

const unseen = { ui: false } as const;

export const situations = {
  idle: { status: 'idle', world: unseen },
  loading: { status: 'loading', world: { ...unseen, sdk: 'never' } },
  window: { status: 'window', world: unseen },
  redirecting: { status: 'redirecting', world: { ...unseen, window: 'redirect', leaves: false }, device: 'phone' },
  charging: { status: 'charging', world: { ...unseen, window: 'issued', charge: 'never' } },
  paused: { status: 'charging', world: { ...unseen, window: 'issued', offline: true } },
  succeeded: { status: 'succeeded', world: { ...unseen, window: 'issued' } },
  cancelled: { status: 'cancelled', world: { ...unseen, window: 'cancelled' } },
  failed: {
    status: 'failed',
    world: { ...unseen, window: { type: 'refused', errorMsg: pgMessage } },
    error: 'refused',
  },
  chargeFailed: {
    status: 'failed',
    world: { ...unseen, window: 'issued', charge: 'declined' },
    error: 'charge_failed',
  },
  needsClick: { status: 'failed', world: { ...unseen, sdk: 'late' }, error: 'needs_click' },
} as const satisfies Record<string, Situation>;

export type SituationName = keyof typeof situations;

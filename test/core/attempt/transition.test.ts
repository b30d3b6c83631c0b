import { describe, expect, it } from 'vitest';
import type { AttemptState } from '../../../src/core/attempt/AttemptState.js';
import { type AttemptEvent, transition } from '../../../src/core/attempt/transition.js';
import { BillingKeyError } from '../../../src/core/errors/BillingKeyError.js';
import { sampleIssued } from '../support/samples.js';

const attemptId = 'a1';
const issued = sampleIssued(attemptId);
const refused = new BillingKeyError('refused', 'The PG said no.');
const declined = new BillingKeyError('charge_failed', 'Declined.');
const busy = new BillingKeyError('busy', 'Another one is open.');

const states = {
  idle: { status: 'idle' },
  loading: { status: 'loading', attemptId },
  window: { status: 'window', attemptId },
  redirecting: { status: 'redirecting', attemptId },
  charging: { status: 'charging', attemptId, issued, isPaused: false },
  paused: { status: 'charging', attemptId, issued, isPaused: true },
  succeeded: { status: 'succeeded', attemptId, issued, data: 'receipt' },
  cancelled: { status: 'cancelled', attemptId, reason: 'customer' },
  failed: { status: 'failed', attemptId, error: refused },
  chargeFailed: { status: 'failed', attemptId, error: declined, issued },
} satisfies Record<string, AttemptState<string>>;

type StateName = keyof typeof states;

const events = {
  began: { type: 'began', attemptId: 'a2' },
  rejected: { type: 'rejected', attemptId: 'a2', error: busy },
  returned: { type: 'returned', attemptId: 'a2' },
  opened: { type: 'opened', attemptId, leavesPage: false },
  openedLeaving: { type: 'opened', attemptId, leavesPage: true },
  issued: { type: 'issued', attemptId, issued },
  paused: { type: 'paused', attemptId, isPaused: true },
  resumed: { type: 'paused', attemptId, isPaused: false },
  charged: { type: 'charged', attemptId, data: 'receipt' },
  retried: { type: 'retried', attemptId },
  cancelled: { type: 'cancelled', attemptId, reason: 'host' },
  failed: { type: 'failed', attemptId, error: refused },
  reset: { type: 'reset', attemptId },
} satisfies Record<string, AttemptEvent<string>>;

type EventName = keyof typeof events;

const idle = { status: 'idle' } as const;
const loading = { status: 'loading', attemptId: 'a2' } as const;
const returned = { status: 'redirecting', attemptId: 'a2' } as const;
const rejected = { status: 'failed', attemptId: 'a2', error: busy } as const;
const hostCancelled = { status: 'cancelled', attemptId, reason: 'host' } as const;
const begins = { began: loading, returned, rejected, reset: idle };

/** What each event makes of each state. What is not listed is dropped: the very same object comes back. */
const table: Record<StateName, Partial<Record<EventName, AttemptState<string>>>> = {
  idle: begins,
  loading: {
    opened: states.window,
    openedLeaving: states.redirecting,
    // An earlier window has taken the money, and its key is here: none opens again.
    issued: states.charging,
    cancelled: hostCancelled,
    failed: states.failed,
  },
  window: { issued: states.charging, cancelled: hostCancelled, failed: states.failed },
  redirecting: { issued: states.charging, cancelled: hostCancelled, failed: states.failed },
  charging: {
    paused: states.paused,
    charged: states.succeeded,
    failed: { status: 'failed', attemptId, error: refused, issued },
  },
  paused: {
    resumed: states.charging,
    charged: states.succeeded,
    failed: { status: 'failed', attemptId, error: refused, issued },
  },
  succeeded: begins,
  cancelled: begins,
  failed: begins,
  chargeFailed: {
    ...begins,
    // The key outlives a click that went wrong.
    rejected: { status: 'failed', attemptId, error: busy, issued },
    charged: states.succeeded,
    retried: states.charging,
  },
};

describe('transition', () => {
  for (const stateName of Object.keys(states) as StateName[]) {
    describe(stateName, () => {
      for (const eventName of Object.keys(events) as EventName[]) {
        const state: AttemptState<string> = states[stateName];
        const expected = table[stateName][eventName];

        if (expected) {
          it(`answers ${eventName} with ${expected.status}`, () => {
            expect(transition(state, events[eventName])).toEqual(expected);
          });
        } else {
          it(`drops ${eventName}`, () => {
            expect(transition(state, events[eventName])).toBe(state);
          });
        }
      }

      it('drops everything that is about another attempt', () => {
        const state: AttemptState<string> = states[stateName];
        const ofOthers = Object.values(events).filter(
          ({ attemptId: id, type }) => id === attemptId && type !== 'reset',
        );
        for (const event of ofOthers) expect(transition(state, { ...event, attemptId: 'other' })).toBe(state);
      });

      it('never changes the state that it is given', () => {
        const state: AttemptState<string> = Object.freeze({ ...states[stateName] });
        for (const event of Object.values(events)) expect(() => transition(state, event)).not.toThrow();
      });
    });
  }

  it('offers no key to be charged again whose charge is settled elsewhere', () => {
    const settled = new BillingKeyError('already_settled', 'Settled in another tab.');
    const state = transition<string>(states.charging, { type: 'failed', attemptId, error: settled });
    expect(state).toEqual({ status: 'failed', attemptId, error: settled });
  });

  it('is asked about every state and every event', () => {
    expect(Object.keys(states).length * Object.keys(events).length).toBe(130);
  });
});

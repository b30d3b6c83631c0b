import { describe, expect, it } from 'vitest';
import {
  type AttemptRecord,
  hasOpenCharge,
  isCharged,
  isUnresolved,
  keyOf,
  type RecordEvent,
  transitionRecord,
} from '../../../src/core/attempt/AttemptRecord.js';
import { sampleRecord } from '../support/samples.js';

const begun = Date.UTC(2026, 0, 1);
const now = begun + 1000;
const key = { impUid: 'imp_1' };
const another = { impUid: 'imp_2' };
const sentAt = begun + 500;

const record = (change: object): AttemptRecord => sampleRecord('a1', { createdAt: begun, updatedAt: begun, ...change });

const records = {
  opened: record({}),
  issued: record({ status: 'issued', key }),
  unresolved: record({ status: 'issued', key, chargeSentAt: sentAt }),
  charging: record({ status: 'charging', key, chargeSentAt: sentAt }),
  charged: record({ status: 'settled', end: 'charged', key, chargeSentAt: sentAt }),
  cancelled: record({ status: 'settled', end: 'cancelled' }),
  failed: record({ status: 'settled', end: 'failed' }),
  superseded: record({ status: 'settled', end: 'superseded' }),
  supersededWithKey: record({ status: 'settled', end: 'superseded', key, chargeSentAt: sentAt }),
  dismissed: record({ status: 'settled', end: 'dismissed' }),
  dismissedWithKey: record({ status: 'settled', end: 'dismissed', key, chargeSentAt: sentAt }),
} satisfies Record<string, AttemptRecord>;

const events = {
  issued: { type: 'issued', key: another },
  cancelled: { type: 'closed', end: 'cancelled' },
  failed: { type: 'closed', end: 'failed' },
  sent: { type: 'sent' },
  declined: { type: 'declined' },
  undecided: { type: 'charge-failed' },
  charged: { type: 'charged' },
  superseded: { type: 'superseded' },
  dismissed: { type: 'dismissed' },
} satisfies Record<string, RecordEvent>;

type RecordName = keyof typeof records;
type EventName = keyof typeof events;

const to = (change: object): AttemptRecord => record({ updatedAt: now, ...change });
const newKey = to({ status: 'issued', key: another });
const settled = (end: string, change: object = {}) => to({ status: 'settled', end, ...change });
const held = { key, chargeSentAt: sentAt };

/** What each event makes of each record. What is not listed changes nothing: the very same record comes back. */
const table: Record<RecordName, Partial<Record<EventName, AttemptRecord>>> = {
  opened: {
    issued: newKey,
    cancelled: settled('cancelled'),
    failed: settled('failed'),
    charged: settled('charged'),
    superseded: settled('superseded'),
    dismissed: settled('dismissed'),
  },
  issued: {
    sent: to({ status: 'charging', key, chargeSentAt: now }),
    charged: settled('charged', { key }),
    superseded: settled('superseded', { key }),
    dismissed: settled('dismissed', { key }),
  },
  unresolved: {
    declined: to({ status: 'issued', key }),
    sent: to({ status: 'charging', key, chargeSentAt: now }),
    charged: settled('charged', held),
    superseded: settled('superseded', held),
    dismissed: settled('dismissed', held),
  },
  charging: {
    sent: to({ status: 'charging', key, chargeSentAt: now }),
    declined: to({ status: 'issued', key, chargeSentAt: undefined }),
    undecided: to({ status: 'issued', ...held }),
    charged: settled('charged', held),
    superseded: settled('superseded', held),
    dismissed: settled('dismissed', held),
  },
  charged: {},
  cancelled: {
    // The window was given up and brings a key all the same.
    issued: newKey,
    charged: settled('charged'),
    superseded: settled('superseded'),
  },
  failed: {
    issued: newKey,
    charged: settled('charged'),
    superseded: settled('superseded'),
  },
  // The money is taken, whatever was thought of the attempt.
  superseded: { charged: settled('charged'), superseded: settled('superseded') },
  supersededWithKey: {
    // The doubt outlives the key: only a server that knows of no charge ends it.
    declined: settled('superseded', { key }),
    charged: settled('charged', held),
    superseded: settled('superseded', held),
  },
  dismissed: { charged: settled('charged') },
  dismissedWithKey: { declined: settled('dismissed', { key }), charged: settled('charged', held) },
};

describe('transitionRecord', () => {
  for (const recordName of Object.keys(records) as RecordName[]) {
    describe(recordName, () => {
      for (const eventName of Object.keys(events) as EventName[]) {
        const given = records[recordName];
        const expected = table[recordName][eventName];

        if (expected) {
          it(`becomes ${expected.status} by ${eventName}, and is dated`, () => {
            const next = transitionRecord(given, events[eventName], now);
            // As it is stored: what is undefined is not there.
            expect(JSON.parse(JSON.stringify(next))).toEqual(JSON.parse(JSON.stringify(expected)));
          });
        } else {
          it(`is not changed by ${eventName}`, () => {
            expect(transitionRecord(given, events[eventName], now)).toBe(given);
          });
        }
      }

      it('is never written into', () => {
        const frozen = Object.freeze({ ...records[recordName] });
        for (const event of Object.values(events)) expect(() => transitionRecord(frozen, event, now)).not.toThrow();
      });
    });
  }

  it.each(['unresolved', 'charging', 'supersededWithKey', 'dismissedWithKey'] as const)(
    'leaves nothing unresolved of %s that was declined',
    (name) => {
      expect(isUnresolved(transitionRecord(records[name], events.declined, now))).toBe(false);
    },
  );

  it('is asked about every record and every event', () => {
    expect(Object.keys(records).length * Object.keys(events).length).toBe(99);
  });
});

describe('what a record says', () => {
  it.each<[RecordName, { open: boolean; charged: boolean; unresolved: boolean; key: object | undefined }]>([
    ['opened', { open: false, charged: false, unresolved: false, key: undefined }],
    ['issued', { open: true, charged: false, unresolved: false, key }],
    ['unresolved', { open: true, charged: false, unresolved: true, key }],
    ['charging', { open: true, charged: false, unresolved: true, key }],
    ['charged', { open: false, charged: true, unresolved: false, key }],
    ['cancelled', { open: false, charged: false, unresolved: false, key: undefined }],
    ['failed', { open: false, charged: false, unresolved: false, key: undefined }],
    ['superseded', { open: false, charged: false, unresolved: false, key: undefined }],
    ['supersededWithKey', { open: false, charged: false, unresolved: true, key }],
    ['dismissed', { open: false, charged: false, unresolved: false, key: undefined }],
    ['dismissedWithKey', { open: false, charged: false, unresolved: true, key }],
  ])('%s', (name, said) => {
    const given = records[name];
    expect({
      open: hasOpenCharge(given),
      charged: isCharged(given),
      unresolved: isUnresolved(given),
      key: keyOf(given),
    }).toEqual(said);
  });
});

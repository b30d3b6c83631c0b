import fc from 'fast-check';
import type { FaultKind } from '../../../src/testing/server/index.js';
import { anyStep as anyPageStep } from '../../core/model/commands.js';
import type { FaultyCall } from '../model/createFakes.js';

/** What happens at the server, or at i'mport, alone. */
export type HostStep = { readonly do: 'host' } & (
  | {
      readonly what: 'fault';
      readonly call: FaultyCall;
      readonly kind: FaultKind;
      readonly times: number;
      readonly committed: boolean | 'begun';
    }
  | { readonly what: 'recover' }
  /** The process is killed, and another one starts. */
  | { readonly what: 'die' }
  | { readonly what: 'tick'; readonly minutes: number }
  | { readonly what: 'webhooks'; readonly arrive: 'once' | 'twice' | 'never' }
);

export const hostSteps: readonly HostStep['what'][] = ['fault', 'recover', 'die', 'tick', 'webhooks'];

const fault = fc.record({
  what: fc.constant('fault' as const),
  call: fc.constantFrom<FaultyCall[]>('charge', 'charge', 'charge', 'findPayment', 'findKey', 'confirm'),
  kind: fc.constantFrom<FaultKind[]>('network', '500', '429', 'malformed', 'answer-lost-after-commit', 'slow'),
  times: fc.constantFrom(1, 1, 2, 20),
  committed: fc.constantFrom<(boolean | 'begun')[]>(true, false, 'begun'),
});

const anyHostStep: fc.Arbitrary<HostStep> = fc
  .oneof(
    { weight: 4, arbitrary: fault },
    { weight: 3, arbitrary: fc.constant({ what: 'recover' as const }) },
    { weight: 2, arbitrary: fc.constant({ what: 'die' as const }) },
    { weight: 3, arbitrary: fc.record({ what: fc.constant('tick' as const), minutes: fc.constantFrom(0, 2, 30) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        what: fc.constant('webhooks' as const),
        arrive: fc.constantFrom('once' as const, 'twice' as const, 'never' as const),
      }),
    },
  )
  .map((step) => ({ do: 'host', ...step }));

export const anyStep = fc.oneof(
  { weight: 4, arbitrary: anyPageStep },
  { weight: 1, arbitrary: fc.tuple(anyHostStep, fc.nat(3)).map(([step, rest]) => ({ ...step, isSettled: rest > 0 })) },
);

import fc from 'fast-check';
import type { ChargeMode } from './backend.js';
import type { StorageHealth } from './Tab.js';

export type Says = 'issued' | 'newStyle' | 'cancelled' | 'refused' | 'garbage' | 'others';

/** Everything that people, the SDK, the PG, the network and the browser can do. Numbers pick one of what is there. */
export type Command =
  | { readonly do: 'click'; readonly tab: number; readonly flow: number; readonly order: number }
  | { readonly do: 'retry'; readonly tab: number; readonly flow: number }
  | { readonly do: 'cancel' | 'reset'; readonly tab: number; readonly flow: number }
  | { readonly do: 'recover' | 'dismiss'; readonly tab: number; readonly which: number }
  | { readonly do: 'answer'; readonly request: number; readonly says: Says }
  | {
      readonly do: 'return';
      readonly request: number;
      readonly isGood: boolean;
      readonly isForged: boolean;
      readonly leaves: boolean;
    }
  | { readonly do: 'reload' | 'back'; readonly tab: number }
  | { readonly do: 'openTab' }
  | { readonly do: 'storage'; readonly tab: number; readonly health: StorageHealth }
  | { readonly do: 'server'; readonly mode: ChargeMode }
  | { readonly do: 'letGo'; readonly isGood: boolean }
  | { readonly do: 'swallow'; readonly isOn: boolean }
  | { readonly do: 'wait'; readonly milliseconds: number };

const tab = fc.nat(2);
const flow = fc.nat(2);
const which = fc.nat(3);
/** Mostly the newest requests. */
const request = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(4));

function command<Name extends Command['do'], Rest extends object>(
  name: Name,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) {
  return fc.record(rest).map((values) => ({ do: name, ...values }));
}

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: command('click', { tab, flow, order: fc.nat(1) }) },
  {
    weight: 9,
    arbitrary: command('answer', {
      request,
      says: fc.constantFrom<Says[]>(
        'issued',
        'newStyle',
        'cancelled',
        'refused',
        'garbage',
        'others',
        'issued',
        'issued',
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: command('return', {
      request,
      isGood: fc.boolean(),
      isForged: fc.nat(4).map((n) => n === 0),
      leaves: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: command('retry', { tab, flow }) },
  { weight: 2, arbitrary: command('cancel', { tab, flow }) },
  { weight: 1, arbitrary: command('reset', { tab, flow }) },
  { weight: 3, arbitrary: command('recover', { tab, which }) },
  { weight: 1, arbitrary: command('dismiss', { tab, which }) },
  { weight: 3, arbitrary: command('reload', { tab }) },
  { weight: 1, arbitrary: command('back', { tab }) },
  { weight: 1, arbitrary: command('openTab', {}) },
  {
    weight: 2,
    arbitrary: command('storage', { tab, health: fc.constantFrom<StorageHealth[]>('ok', 'full', 'broken') }),
  },
  {
    weight: 4,
    arbitrary: command('server', { mode: fc.constantFrom<ChargeMode[]>('ok', 'declined', 'offline', 'lost', 'hang') }),
  },
  { weight: 3, arbitrary: command('letGo', { isGood: fc.boolean() }) },
  { weight: 1, arbitrary: command('swallow', { isOn: fc.boolean() }) },
  { weight: 4, arbitrary: command('wait', { milliseconds: fc.constantFrom(0, 1, 200, 5000, 16_000, 61_000) }) },
);

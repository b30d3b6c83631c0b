import fc from 'fast-check';
import type { ChargeMode } from './backend.js';
import type { Customer } from './shop.js';
import type { StorageHealth } from './Tab.js';

/** True in so many of four. */
export const often = (one: number) => fc.nat(3).map((n) => n < one);

/** What the channel of PortOne is like. */
export const anyChannel = fc.record({ isDocumented: fc.boolean(), confirms: often(1) });

/** `nothing`: a key was issued, and the window goes without a word. */
export type Says = 'issued' | 'newStyle' | 'cancelled' | 'refused' | 'garbage' | 'others' | 'nothing';

/**
 * What becomes of the address of a return. `stays`: until the client reads it. `moved`: a redirect has moved it before the client
 * starts. `guarded`: a sign-in guard has moved it, and nobody is signed in. `dropped`: a middleware has taken the query away.
 * `elsewhere`: it stays, on a page that shows no button until somebody navigates.
 */
export type Way = 'stays' | 'moved' | 'guarded' | 'dropped' | 'elsewhere';

/** `swallows`: what is asked for is lost until the SDK is started anew. `throws`: it can't be started. */
export type SdkHealth = 'ok' | 'swallows' | 'throws';

/** Everything that people, the SDK, the PG, the network and the browser can do. Numbers pick one of what is there. */
export type Command =
  /** `buy`: a click, and at once the key that its window gives. */
  | {
      readonly do: 'click' | 'buy';
      readonly tab: number;
      readonly place: number;
      readonly button: number;
      readonly plan: number;
      /** The host makes the order in its other way. */
      readonly isOther: boolean;
    }
  | { readonly do: 'retry' | 'cancel' | 'reset' | 'navigate'; readonly tab: number; readonly place: number }
  | { readonly do: 'recover' | 'dismiss'; readonly tab: number; readonly which: number }
  | { readonly do: 'answer'; readonly request: number; readonly says: Says }
  | {
      readonly do: 'return';
      readonly request: number;
      readonly isGood: boolean;
      readonly isForged: boolean;
      readonly leaves: boolean;
      readonly way: Way;
    }
  | { readonly do: 'putBack'; readonly tab: number }
  | { readonly do: 'signIn'; readonly tab: number; readonly customer: NonNullable<Customer> }
  | { readonly do: 'signOut'; readonly tab: number }
  | { readonly do: 'reload' | 'back'; readonly tab: number }
  | { readonly do: 'openTab' }
  | { readonly do: 'storage'; readonly tab: number; readonly health: StorageHealth }
  | { readonly do: 'clear' }
  | { readonly do: 'turnClock'; readonly days: number }
  | { readonly do: 'server'; readonly mode: ChargeMode }
  | { readonly do: 'letGo'; readonly isGood: boolean }
  | { readonly do: 'sdk'; readonly health: SdkHealth }
  | { readonly do: 'wait'; readonly milliseconds: number };

/** A command, and whether the page comes to rest after it. */
export type Step = Command & { readonly isSettled: boolean };

export const commandNames: readonly Command['do'][] = [
  'click',
  'buy',
  'retry',
  'cancel',
  'reset',
  'navigate',
  'recover',
  'dismiss',
  'answer',
  'return',
  'putBack',
  'signIn',
  'signOut',
  'reload',
  'back',
  'openTab',
  'storage',
  'clear',
  'turnClock',
  'server',
  'letGo',
  'sdk',
  'wait',
];

/** Mostly the first tab and the first place, so that one command often meets what another has left there. */
const few = (most: number) => fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(most));
const tab = few(2);
const place = few(2);
const which = fc.nat(3);
/** Mostly the newest requests. */
const request = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4));

function command<Name extends Command['do'], Rest extends object>(
  weight: number,
  name: Name,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) {
  return { weight, arbitrary: fc.record(rest).map((values) => ({ do: name, ...values })) };
}

const choice = { tab, place, button: fc.nat(1), plan: few(2), isOther: fc.nat(3).map((n) => n === 0) };

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  command(7, 'click', choice),
  command(9, 'buy', choice),
  command(9, 'answer', {
    request,
    says: fc.constantFrom<Says[]>(
      'issued',
      'newStyle',
      'cancelled',
      'refused',
      'garbage',
      'others',
      'nothing',
      'issued',
      'issued',
    ),
  }),
  command(4, 'return', {
    request,
    isGood: fc.nat(2).map((n) => n > 0),
    isForged: fc.nat(4).map((n) => n === 0),
    leaves: fc.boolean(),
    way: fc.constantFrom<Way[]>('stays', 'stays', 'moved', 'guarded', 'dropped', 'elsewhere'),
  }),
  command(1, 'putBack', { tab }),
  command(3, 'retry', { tab, place }),
  command(2, 'cancel', { tab, place }),
  command(1, 'reset', { tab, place }),
  command(1, 'navigate', { tab, place }),
  command(3, 'recover', { tab, which }),
  command(1, 'dismiss', { tab, which }),
  command(3, 'signIn', { tab, customer: fc.constantFrom('kim' as const, 'kim' as const, 'lee' as const) }),
  command(2, 'signOut', { tab }),
  command(2, 'reload', { tab }),
  command(1, 'back', { tab }),
  command(1, 'openTab', {}),
  command(1, 'storage', { tab, health: fc.constantFrom<StorageHealth[]>('ok', 'full', 'broken') }),
  command(1, 'clear', {}),
  command(1, 'turnClock', { days: fc.constantFrom(-40, -2, -1, 1, 2, 40) }),
  command(4, 'server', { mode: fc.constantFrom<ChargeMode[]>('ok', 'declined', 'offline', 'lost', 'lost', 'hang') }),
  command(3, 'letGo', { isGood: fc.boolean() }),
  command(1, 'sdk', { health: fc.constantFrom<SdkHealth[]>('ok', 'swallows', 'throws') }),
  command(4, 'wait', { milliseconds: fc.constantFrom(0, 1, 200, 5000, 16_000, 61_000) }),
);

export const anyStep: fc.Arbitrary<Step> = fc
  .tuple(anyCommand, fc.nat(3))
  .map(([command, rest]) => ({ ...command, isSettled: rest > 0 }));

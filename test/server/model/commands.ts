import fc from 'fast-check';
import type { FaultKind } from '../../../src/testing/server/index.js';
import type { FaultyCall } from './createFakes.js';

/** i'mport, or PortOne V2. */
export type Api = 'v1' | 'v2';

export const customers = ['kim', 'lee'] as const;
export type Customer = (typeof customers)[number];

/** `once` is paid once; `trial` begins with a fortnight that costs nothing; `dollars` is a product of its own, in cents. */
export const planIds = ['basic', 'plus', 'yearly', 'trial', 'once', 'dollars'] as const;
export type PlanId = (typeof planIds)[number];

/** How the host has set its rules. */
export const anyRules = fc.record({
  withoutConsent: fc.constantFrom('keep_price' as const, 'end' as const),
  timeZone: fc.constantFrom('Asia/Seoul', 'America/New_York', 'Pacific/Apia'),
  retryAfterDays: fc.constantFrom([1, 3, 5, 7], [0.5, 40], []),
  endAfterDays: fc.constantFrom(14, 0, 60),
  upcomingDays: fc.constantFrom(7, 0),
});
export type Rules = typeof anyRules extends fc.Arbitrary<infer Value> ? Value : never;

/** What a customer does with one of their subscriptions. */
export interface Own {
  readonly customer: Customer;
  /** Of those that have not ended, which. */
  readonly product: number;
  readonly server: number;
}

/** Everything that customers, the host, i'mport, servers and clocks can do. Numbers pick one of what is there. */
export type Command =
  /** The whole way. `isTwice`: two requests of the page reach two servers at once. */
  | {
      readonly do: 'subscribe';
      readonly customer: Customer;
      readonly plan: PlanId;
      readonly api: Api;
      readonly isTwice: boolean;
      /** The window takes the first payment itself. */
      readonly isTaken: boolean;
      /** Agrees to the terms; who sends it again does. */
      readonly agrees: boolean;
      readonly server: number;
    }
  /** The page sends what an earlier window gave once more. */
  | { readonly do: 'sendAgain'; readonly which: number; readonly server: number }
  /** What the host had before sells a subscription, and may book its periods at the gateway. */
  | {
      readonly do: 'sellElsewhere';
      readonly customer: Customer;
      readonly plan: PlanId;
      readonly api: Api;
      readonly inDays: number;
      readonly isBooked: boolean;
    }
  /** The host adopts what was sold so: once, or again. */
  | { readonly do: 'import'; readonly which: number; readonly server: number }
  | (Own & { readonly do: 'addCard'; readonly api: Api; readonly isReplacement: boolean })
  | { readonly do: 'removeCard'; readonly customer: Customer; readonly which: number; readonly server: number }
  | (Own & { readonly do: 'changeCard'; readonly which: number })
  | (Own & { readonly do: 'cancel' | 'resume' | 'end' | 'consent' })
  | (Own & { readonly do: 'changePlan'; readonly plan: PlanId })
  | (Own & { readonly do: 'payNow'; readonly which: number })
  /** Of dollars, the thousandth part. */
  | { readonly do: 'changePrice'; readonly plan: PlanId; readonly amount: number; readonly inDays: number }
  | { readonly do: 'decline'; readonly api: Api; readonly times: number; readonly isHopeless: boolean }
  | {
      readonly do: 'fault';
      readonly api: Api;
      readonly call: FaultyCall;
      readonly kind: FaultKind;
      readonly committed: boolean | 'begun';
      readonly times: number;
    }
  /** What is held is answered, and what went wrong goes well again. */
  | { readonly do: 'recover' }
  | { readonly do: 'wait'; readonly hours: number }
  /** The moment at which something is due comes, and servers do it. */
  | { readonly do: 'due'; readonly server: number; readonly isBoth: boolean }
  | { readonly do: 'tick'; readonly server: number; readonly isBoth: boolean }
  | { readonly do: 'die'; readonly server: number }
  /** The clock of a server, or of both, is set: so many minutes from the true time. */
  | { readonly do: 'setClock'; readonly server: number; readonly isBoth: boolean; readonly minutes: number }
  | { readonly do: 'backup' }
  | { readonly do: 'restore' }
  | { readonly do: 'refund'; readonly which: number; readonly isPart: boolean }
  /** The PG approves after all what it has declined. */
  | { readonly do: 'approve'; readonly which: number }
  | { readonly do: 'deleteKey'; readonly which: number }
  | { readonly do: 'webhooks'; readonly arrive: boolean }
  | { readonly do: 'erase'; readonly customer: Customer; readonly server: number };

/** A command, and whether what it begins comes to an end before the next. */
export type Step = Command & { readonly isSettled: boolean };

const server = fc.nat(1);
const customer = fc.oneof({ weight: 4, arbitrary: fc.constant('kim' as const) }, fc.constant('lee' as const));
const which = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3));
const api = fc.constantFrom<Api[]>('v1', 'v1', 'v2');
const plan = fc.constantFrom<PlanId[]>('basic', 'basic', 'plus', 'yearly', 'trial', 'once', 'dollars');
const own = { customer, product: fc.nat(1), server };

function command<Name extends Command['do'], Rest extends object>(
  weight: number,
  name: Name,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) {
  return { weight, arbitrary: fc.record(rest).map((values) => ({ do: name, ...values })) };
}

const faulty = fc.oneof(
  fc.record({
    call: fc.constant<FaultyCall>('charge'),
    kind: fc.constantFrom<FaultKind[]>(
      'network',
      '500',
      '429',
      'malformed',
      'answer-lost-after-commit',
      'slow',
      'slow',
    ),
  }),
  fc.record({
    call: fc.constantFrom<FaultyCall[]>('findPayment', 'findKey', 'removeKey', 'withdraw'),
    kind: fc.constantFrom<FaultKind[]>('network', '500', 'slow'),
  }),
);

const anyCommand = fc.oneof(
  command(5, 'subscribe', {
    customer,
    plan,
    api,
    isTwice: fc.nat(3).map((n) => n === 0),
    isTaken: fc.nat(4).map((n) => n === 0),
    agrees: fc.nat(4).map((n) => n > 0),
    server,
  }),
  command(2, 'sellElsewhere', {
    customer,
    plan,
    api,
    inDays: fc.constantFrom(1, 3, 20),
    isBooked: fc.boolean(),
  }),
  command(4, 'import', { which, server }),
  command(2, 'sendAgain', { which, server }),
  command(3, 'addCard', { ...own, api, isReplacement: fc.boolean() }),
  command(2, 'removeCard', { customer, which, server }),
  command(2, 'changeCard', { ...own, which }),
  command(2, 'cancel', own),
  command(2, 'resume', own),
  command(1, 'end', own),
  command(2, 'consent', own),
  command(4, 'changePlan', { ...own, plan }),
  command(3, 'payNow', { ...own, which }),
  command(1, 'changePrice', {
    plan,
    amount: fc.constantFrom(4900, 12_900, 19_900),
    inDays: fc.constantFrom(0, 20, 45),
  }),
  command(4, 'decline', { api, times: fc.constantFrom(1, 1, 2, 5), isHopeless: fc.nat(3).map((n) => n === 0) }),
  {
    weight: 5,
    arbitrary: fc
      .tuple(faulty, api, fc.constantFrom<(boolean | 'begun')[]>(true, false, 'begun'), fc.constantFrom(1, 1, 2, 4))
      .map(([fault, at, committed, times]) => ({ do: 'fault' as const, api: at, ...fault, committed, times })),
  },
  command(4, 'recover', {}),
  command(5, 'wait', { hours: fc.constantFrom(0.02, 1, 24, 24 * 8, 24 * 31) }),
  command(20, 'due', { server, isBoth: fc.nat(2).map((n) => n === 0) }),
  command(4, 'tick', { server, isBoth: fc.nat(2).map((n) => n === 0) }),
  command(2, 'die', { server }),
  command(2, 'setClock', { server, isBoth: fc.boolean(), minutes: fc.constantFrom(-60, -3, 0, 3, 60) }),
  command(1, 'backup', {}),
  command(1, 'restore', {}),
  command(1, 'refund', { which, isPart: fc.boolean() }),
  command(2, 'approve', { which }),
  command(1, 'deleteKey', { which }),
  command(1, 'webhooks', { arrive: fc.boolean() }),
  command(1, 'erase', { customer, server }),
) satisfies fc.Arbitrary<Command>;

export const anyStep: fc.Arbitrary<Step> = fc
  .tuple(anyCommand, fc.nat(4))
  .map(([command, rest]) => ({ ...command, isSettled: rest > 0 }));

export const commandNames: readonly Command['do'][] = [
  'subscribe',
  'sellElsewhere',
  'import',
  'sendAgain',
  'addCard',
  'removeCard',
  'changeCard',
  'cancel',
  'resume',
  'end',
  'consent',
  'changePlan',
  'payNow',
  'changePrice',
  'decline',
  'fault',
  'recover',
  'wait',
  'due',
  'tick',
  'die',
  'setClock',
  'backup',
  'restore',
  'refund',
  'approve',
  'deleteKey',
  'webhooks',
  'erase',
];

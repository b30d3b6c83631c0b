import { expect, it } from 'vitest';
import { type ReturnTaker, watchReturnTakers } from '../../../src/core/devWarnings/watchReturnTakers.js';
import { warnings } from '../support/warnings.js';

const said = warnings();

const basic: ReturnTaker = { pg: 'kcp_billing', id: undefined, purchase: 'basic' };
const open = { purchase: undefined };

it('two places that would take the same return are told of, once a PG', () => {
  const provider = {};
  watchReturnTakers(provider, basic);
  expect(said()).toEqual([]);
  watchReturnTakers(provider, { ...basic });
  watchReturnTakers(provider, { ...basic });
  expect(said()).toEqual([
    'Two places on this page register at kcp_billing, for the same order or for any, and have no id. ' +
      "After a return from the PG's page on a phone the first of them shows the result and runs its charge, whichever was " +
      'clicked. Give each useBillingKey or button an id of its own, the same on every load of the page.',
  ]);
  watchReturnTakers(provider, { ...basic, pg: 'payco' });
  watchReturnTakers(provider, { ...basic, pg: 'payco' });
  expect(said()).toHaveLength(2);
});

it.each<[string, Partial<ReturnTaker>, Partial<ReturnTaker>]>([
  ['the first does not know its order before the click', open, {}],
  ['the second does not', {}, open],
  ['neither does', open, open],
])('also where %s', (_, first, second) => {
  const provider = {};
  watchReturnTakers(provider, { ...basic, ...first });
  watchReturnTakers(provider, { ...basic, ...second });
  expect(said()).toHaveLength(1);
});

it.each<[string, Partial<ReturnTaker>, Partial<ReturnTaker>]>([
  ['the first has an id', { id: 'a' }, {}],
  ['the second has', {}, { id: 'b' }],
  ['both have', { id: 'a' }, { id: 'a' }],
  ['one of any order has', { ...open, id: 'a' }, open],
  ['the PGs differ', {}, { pg: 'payco' }],
  ['the purchases differ', {}, { purchase: 'premium' }],
])('nothing is said where %s', (_, first, second) => {
  const provider = {};
  watchReturnTakers(provider, { ...basic, ...first });
  watchReturnTakers(provider, { ...basic, ...second });
  expect(said()).toEqual([]);
});

it('nor under two providers, or when the first place has gone', () => {
  watchReturnTakers({}, basic);
  const provider = {};
  const leave = watchReturnTakers(provider, basic);
  leave();
  watchReturnTakers(provider, { ...basic });
  expect(said()).toEqual([]);
});

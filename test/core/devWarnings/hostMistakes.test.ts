import { describe, expect, it, vi } from 'vitest';
import type { PlaceOwner } from '../../../src/core/attempt/Place.js';
import { examineAnswer } from '../../../src/core/devWarnings/examineAnswer.js';
import { examineExtra } from '../../../src/core/devWarnings/examineExtra.js';
import { examineSlip } from '../../../src/core/devWarnings/examineSlip.js';
import { watchOwners } from '../../../src/core/devWarnings/watchOwners.js';
import { watchProviders } from '../../../src/core/devWarnings/watchProviders.js';
import { BillingApiError } from '../../../src/react/BillingApiError.js';
import { warnings } from '../support/warnings.js';

const said = warnings();
const paid =
  'It counts as paid, as whatever it resolves to does: the customer reads that it is, and the charge is not made any more.';

describe('an answer that says itself that nothing was paid', () => {
  it.each<[string, object]>([
    ['success: false', { success: false, status: 'paid' }],
    ['ok: false', { ok: false }],
    ['an error in it', { error: { code: 'x' } }],
    ['status: "failed"', { status: 'failed' }],
    ['status: "Declined"', { status: 'Declined' }],
    ['status: "none"', { status: 'none' }],
    ['status: "notFound"', { status: 'notFound' }],
    ['status: "cancelled"', { code: 0, response: { status: 'cancelled' } }],
    ['code: -1', { code: -1, response: null }],
  ])('is told of, by %s', (sign, data) => {
    examineAnswer('charge', data);
    examineAnswer('charge', data);
    expect(said()).toEqual([
      `charge resolved to an answer with ${sign}. ${paid} Throw where your server or the PG says no. With the status of ` +
        "your server's answer (402) on the error, the charge counts as declined.",
    ]);
  });

  it('is told of in other words where only a charge was asked after', () => {
    examineAnswer('getCharge', { status: 'none' });
    examineAnswer('charge', { status: 'none' });
    expect(said()).toHaveLength(2);
    expect(said()[0]).toBe(
      `getCharge resolved to an answer with status: "none". ${paid} Give null where your server knows that nothing was paid, ` +
        'and throw where it does not know.',
    );
  });

  it.each([
    undefined,
    null,
    'failed',
    7,
    {},
    { success: true, ok: true, error: null, status: 'paid', code: 0, response: { status: 'paid' } },
    { code: 200 },
    { code: 'E1', response: {} },
    { status: 402, response: null },
    { status: 'nonebutpaid' },
  ])('is not %o', (data) => {
    examineAnswer('charge', data);
    expect(said()).toEqual([]);
  });
});

describe('a function of the host’s that fails by a slip of its own', () => {
  it.each([TypeError, ReferenceError, RangeError, SyntaxError])('is told of: %s', (Kind) => {
    examineSlip('charge', new Kind('total is not defined'));
    examineSlip('charge', new Kind('total is not defined'));
    expect(said()).toEqual([
      `charge threw ${Kind.name}: total is not defined. The card is registered, and nothing says whether it was charged: the ` +
        'customer reads that the payment was not completed. Correct the function given as charge (the whole error is in ' +
        "error.cause). A card that was declined is best rejected with an error that has the `status` of your server's answer.",
    ]);
  });

  it('is told of once for each slip, with one full stop', () => {
    examineSlip('order', new TypeError('Cart is empty.'));
    examineSlip('charge', new TypeError('Cart is empty.'));
    examineSlip('order', new TypeError('Plan is missing'));
    expect(said()).toHaveLength(3);
    expect(said()[0]).toContain('order threw TypeError: Cart is empty. No window was opened');
  });

  it.each([
    new TypeError('Failed to fetch'),
    new TypeError('NetworkError when attempting to fetch resource.'),
    new TypeError('Load failed'),
    new Error('declined'),
    { name: 'TypeError', message: 'not an error' },
    undefined,
  ])('is not the network’s doing, nor a refusal: %s', (cause) => {
    examineSlip('charge', cause);
    expect(said()).toEqual([]);
  });
});

describe('an address where the kit does not answer', () => {
  const notThere = (status: number) =>
    new BillingApiError('unreachable', `POST /api/billing answered HTTP ${status}. Is it mounted there?`, { status });

  it.each([200, 404])('is told of: HTTP %s', (status) => {
    examineSlip('order', notThere(status));
    expect(said()).toEqual([
      `order threw BillingApiError: POST /api/billing answered HTTP ${status}. Is it mounted there? No window was opened, and the ` +
        'customer reads that the order could not be made. The whole error is in error.cause.',
    ]);
    examineSlip('charge', notThere(status));
    expect(said()[1]).toBe(
      `charge threw BillingApiError: POST /api/billing answered HTTP ${status}. Is it mounted there? The card is registered, and nothing ` +
        'says whether it was charged: the customer reads that the payment was not completed. The whole error is in error.cause.',
    );
  });

  it.each([0, 500, 503])('is not one that can’t be reached, or is down: HTTP %s', (status) => {
    examineSlip('order', notThere(status));
    examineSlip('charge', notThere(status));
    expect(said()).toEqual([]);
  });

  it('is not a charge that the kit refused', () => {
    examineSlip('charge', new BillingApiError('charge_declined', 'The charge was declined.', { status: 402 }));
    examineSlip('charge', new BillingApiError('order_unknown', 'No such order.', { status: 404 }));
    expect(said()).toEqual([]);
  });
});

describe('an order that the kit refused', () => {
  const refused = (status: number, name = 'BillingApiError') =>
    Object.assign(new BillingApiError('plan_unknown' as never, 'No such plan.', { status }), { name });

  it.each([400, 401, 499])('is told of, with the page of its code: HTTP %s', (status) => {
    examineSlip('order', refused(status));
    expect(said()).toEqual([
      'order threw BillingApiError: No such plan. No window was opened, and the customer reads that the order could not be made. ' +
        'See docs/errors/server/plan_unknown.md.',
    ]);
  });

  it.each([
    refused(399),
    refused(402),
    refused(500),
    refused(400, 'Error'),
    Object.assign(refused(400), { status: '400' }),
  ])('is not one that a customer can mend, or another’s: %o', (cause) => {
    examineSlip('order', cause);
    expect(said()).toEqual([]);
  });
});

describe('a parameter in order.extra that is not sent', () => {
  it('is told of once, and where to give it', () => {
    examineExtra({ customer_uid: 'mine', digital: true, card: undefined }, { customer_uid: 'sent', digital: true });
    examineExtra({ customer_uid: 'mine' }, {});
    expect(said()).toEqual([
      'order.extra.customer_uid is not sent. It is one of the parameters that this package sets itself, or leaves out, and what it ' +
        'does later depends on it. Give it by the field of the order that stands for it (docs/migration.md), or leave it out.',
    ]);
    examineExtra(undefined, {});
    examineExtra({ card: 1 }, {});
    expect(said()).toHaveLength(2);
  });
});

describe('an id that two mounted components hold', () => {
  const owner = (id: string) => ({ options: { id } }) as unknown as PlaceOwner<unknown>;

  function watch(...ids: string[]) {
    vi.useFakeTimers();
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const owners = new Set(ids.map(owner));
    const [first] = owners;
    if (!first) throw new Error('nobody holds it');
    watchOwners(owners, first);
    return { told, owners, first };
  }

  it('is told of, once a page', () => {
    const { told, owners, first } = watch('basic', 'basic');
    expect(told).not.toHaveBeenCalled();
    vi.runAllTimers();
    watchOwners(owners, first);
    vi.runAllTimers();
    expect(told.mock.calls).toEqual([
      [
        'Two mounted hooks or buttons have the id "basic". Each runs its own charge, and both show the attempt of whichever was ' +
          'clicked last, so that a customer reads about another purchase than the one in front of them. Give each an id of its own.',
      ],
    ]);
    watchOwners(new Set([owner('plus'), first]), first);
    const plus = owner('plus');
    watchOwners(new Set([plus, owner('plus')]), plus);
    vi.runAllTimers();
    expect(told).toHaveBeenCalledTimes(2);
  });

  it('is nobody’s business where one holds it, or hands it over within the task', () => {
    const { told } = watch('basic');
    expect(vi.getTimerCount()).toBe(0);
    const one = watch('plus', 'plus');
    one.owners.delete(one.first);
    vi.runAllTimers();
    const two = watch('pro', 'pro', 'pro');
    two.owners.delete(two.first);
    vi.runAllTimers();
    const three = watch('max', 'max');
    for (const other of [...three.owners].slice(1)) three.owners.delete(other);
    vi.runAllTimers();
    expect(told).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a second provider', () => {
  const fix =
    'Put one <BillingProvider> around everything that registers cards, and give what differs to the hooks and buttons inside it.';

  it('beside the first is told of, and not after it', () => {
    const leave = watchProviders(false);
    leave();
    watchProviders(false);
    expect(said()).toEqual([]);
    watchProviders(false);
    expect(said()).toEqual([
      "Two <BillingProvider>s are on this page at the same time. Each reads the way back from the PG's page and keeps attempts of " +
        `its own: a customer may be shown one under the other's button. ${fix}`,
    ]);
  });

  it('inside of the first is told of, and is not counted', () => {
    watchProviders(true)();
    watchProviders(true);
    watchProviders(false);
    expect(said()).toEqual([
      'A <BillingProvider> stands inside of another one. What is inside knows nothing of the outer one: not its customerId, its ' +
        `charge, its language, nor the attempts that it works on. ${fix}`,
    ]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { examineRefusal } from '../../../src/iamport/devWarnings/examineRefusal.js';
import type { BillingOrder } from '../../../src/iamport/order.js';
import { warnings } from '../../core/support/warnings.js';

const said = warnings();
const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
const noReturn = { field: 'redirectUrl', rule: 'required' } as const;

function examine(given: unknown, ...problems: Parameters<typeof examineRefusal>[1]): string[] {
  examineRefusal(given as BillingOrder, problems);
  return said();
}

describe('an order that was refused', () => {
  it('for an amount that is text: a number is what the PGs read alike', () => {
    expect(examine({ ...order, amount: '9,900' })).toEqual([
      'The order\'s amount is the text "9,900". The SDK passes texts on, and the PGs read them each in their own way, ' +
        'so it was not sent. Give a number: Number(amount), once, where the price is read from a form, an address or an ' +
        'answer of your server.',
    ]);
    expect(examine({ ...order, amount: '5000' })).toHaveLength(1);
  });

  it('for want of an address to come back to: the page’s own is none', () => {
    vi.stubGlobal('location', { protocol: 'capacitor:' });
    const other = { field: 'name', rule: 'required' } as const;
    expect(examine(order, other, noReturn)).toEqual([
      "The order has no redirectUrl, and the page's own address (capacitor:) is none that a PG can come back to. " +
        'On a phone the PG takes the whole page away: without an http(s) address the customer never comes back. ' +
        'Give redirectUrl an https address of yours that hands over to the app, and appScheme for the card companies’ apps.',
    ]);
    vi.stubGlobal('location', { protocol: 'file:' });
    expect(examine(order, noReturn)).toHaveLength(1);
  });

  it('says nothing of an address that was given, or of other fields', () => {
    vi.stubGlobal('location', { protocol: 'https:' });
    expect(examine({ ...order, redirectUrl: 'nowhere' }, noReturn)).toEqual([]);
    expect(examine(order, { field: 'name', rule: 'required' })).toEqual([]);
    expect(examine(order)).toEqual([]);
  });

  it('says nothing where there is no order at all', () => {
    expect(examine(undefined, { field: 'order', rule: 'required' })).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { BillingOrder } from '../../../src/iamport/order.js';
import { customPg } from '../../../src/iamport/pg/customPg.js';
import { decidePg } from '../../../src/iamport/pg/decidePg.js';

const order: BillingOrder = { customerUid: 'card-1', name: 'Monthly plan', amount: 9900, payMethod: 'card' };

describe('customPg()', () => {
  it('loses no answer and takes no money when only the code is known', () => {
    expect(decidePg(customPg({ code: 'ksnet_v3' }), { ...order, initialCharge: 'at-issue' }, 'desktop')).toEqual({
      code: 'ksnet_v3',
      payMethod: 'card',
      channel: 'both',
      opensPopup: true,
      wireAmount: 0,
      chargedAtIssue: false,
      naverPopupMode: undefined,
      ui: undefined,
    });
  });

  it('does as it is told', () => {
    const pg = customPg({
      code: 'ksnet_v3',
      payMethods: ['card'],
      desktop: 'callback',
      phone: 'redirect',
      amount: 'charged-if-positive',
      popup: 'never',
    });

    expect(decidePg(pg, { ...order, payMethod: undefined }, 'desktop')).toMatchObject({
      payMethod: 'card',
      channel: 'callback',
      opensPopup: false,
      wireAmount: 0,
    });
    expect(decidePg(pg, { ...order, initialCharge: 'at-issue' }, 'phone')).toMatchObject({
      channel: 'redirect',
      wireAmount: 9900,
      chargedAtIssue: true,
    });
  });

  it('takes an option that is undefined for one that was left out', () => {
    const pg = customPg({ code: 'x', desktop: undefined, phone: undefined, amount: undefined, popup: undefined });
    expect(pg).toEqual(customPg({ code: 'x' }));
  });

  it('can stand in for a row that the host knows better', () => {
    const pg = customPg({ code: 'html5_inicis', phone: 'callback', amount: 'display-only', popup: 'never' });
    expect(decidePg(pg, order, 'phone')).toMatchObject({ code: 'html5_inicis', channel: 'callback', wireAmount: 9900 });
  });

  it('has no popup where it is told so', () => {
    expect(customPg({ code: 'other', popup: 'never' }).row).not.toHaveProperty('popup');
  });
});

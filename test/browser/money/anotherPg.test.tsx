import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type IssuedKey, type OrderFor, useCheckout } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';
import { Checkout, declined, lost, press, receipt, register, shows } from './shop.js';

const charge = vi.fn<(issued: IssuedKey) => Promise<string>>();
const address = location.href;

beforeEach(() => {
  charge.mockReset().mockImplementation(receipt);
  return () => history.replaceState(null, '', address);
});

type Pg = 'kcp_billing' | 'kakaopay' | 'danal_tpay';

function Choice({ pgs = ['kcp_billing', 'kakaopay'] as readonly Pg[], given = order }) {
  const [pg, setPg] = useState(pgs[0]);
  return (
    <>
      <Checkout pg={pg as 'kcp_billing'} order={given} charge={charge} />
      {pgs.map((one) => (
        <button key={one} type="button" onClick={() => setPg(one)}>
          {one}
        </button>
      ))}
    </>
  );
}

/** One whose PG the host keeps, and has forgotten. */
function ByHand() {
  const [pg, setPg] = useState<Pg>('kcp_billing');
  return (
    <>
      <Checkout id="checkout" pg={pg as 'kcp_billing'} order={order} charge={charge} />
      {(['kcp_billing', 'danal_tpay'] as const).map((one) => (
        <button key={one} type="button" onClick={() => setPg(one)}>
          {one}
        </button>
      ))}
    </>
  );
}

function Offered() {
  const { payMethod: _, ...any } = { payMethod: undefined, ...order };
  const checkout = useCheckout({ pgs: ['kcp_billing', 'kakaopay'], id: 'checkout', order: any, charge });
  const { billing } = checkout;
  return (
    <>
      <button
        {...checkout.getButtonProps()}
      >{`Subscribe (${billing.canRetryCharge ? 'retry' : billing.status})`}</button>
      <button type="button" onClick={() => checkout.setMethod('kcp_billing')}>
        kcp_billing
      </button>
    </>
  );
}

const pgs = () => charge.mock.calls.map(([{ pg }]) => pg);
const numbers = () => new Set(charge.mock.calls.map(([{ chargeMerchantUid }]) => chargeMerchantUid));

describe('a customer who chooses another PG after a charge that failed', () => {
  it.each([declined, lost])(
    'pays there, under the number of the first, and not with the first card (%s)',
    async (cause) => {
      const imp = installSdk();
      await renderBilling(<Choice />);
      charge.mockRejectedValueOnce(cause);
      await register(imp, 'Subscribe (idle)');
      await shows('Subscribe (retry)');
      await press('kakaopay');
      await register(imp, 'Subscribe (failed)');
      await shows('Subscribe (succeeded)');
      expect(pgs()).toEqual(['kcp_billing', 'kakaopay']);
      expect(numbers().size).toBe(1);
    },
  );

  it('and then the first one again has its card charged', async () => {
    const imp = installSdk();
    await renderBilling(<Choice />);
    charge.mockRejectedValueOnce(declined);
    await register(imp, 'Subscribe (idle)');
    await press('kakaopay');
    await shows('Subscribe (failed)');
    await press('kcp_billing');
    await press('Subscribe (retry)');
    await shows('Subscribe (succeeded)');
    expect(imp.requests).toHaveLength(1);
  });

  it('has asked for what the first window may have taken, and nothing is taken once more', async () => {
    const imp = installSdk();
    const given = { ...order, initialCharge: 'at-issue' } as OrderFor<'kcp_billing'>;
    await renderBilling(<Choice pgs={['kakaopay', 'danal_tpay']} given={given} />);
    charge.mockRejectedValueOnce(lost);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (retry)');
    await press('danal_tpay');
    await press('Subscribe (retry)');
    await shows('Subscribe (succeeded)');
    expect(imp.requests).toHaveLength(1);
  });
});

describe('a page that has forgotten which PG the customer comes back from', () => {
  const comeBack = async () => {
    const imp = installSdk();
    leaveRecord({ placeId: 'checkout', pg: 'kakaopay' });
    history.replaceState(null, '', '?imp_uid=imp_1&merchant_uid=registration1&imp_success=true');
    charge.mockRejectedValueOnce(declined);
    return imp;
  };

  it('charges the card from there again, and another one once another PG is chosen', async () => {
    const imp = await comeBack();
    await renderBilling(<ByHand />);
    await shows('Subscribe (retry)');
    await press('danal_tpay');
    await shows('Subscribe (failed)');
    await press('kcp_billing');
    await shows('Subscribe (retry)');
    expect(imp.requests).toEqual([]);
  });

  it('and chooses that one, lets the customer choose the first on offer', async () => {
    const imp = await comeBack();
    await renderBilling(<Offered />);
    await shows('Subscribe (retry)');
    await press('kcp_billing');
    await register(imp, 'Subscribe (failed)');
    await shows('Subscribe (succeeded)');
    expect(pgs()).toEqual(['kakaopay', 'kcp_billing']);
  });
});

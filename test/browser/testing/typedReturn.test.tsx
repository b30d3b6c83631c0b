import { afterEach, describe, expect, it, vi } from 'vitest';
import { SubscribeCardButton } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';

const address = location.pathname + location.search;

afterEach(() => history.replaceState(null, '', address));

describe('a return that was typed', () => {
  it('is handed over as unknown, and never charged', async () => {
    installSdk();
    history.replaceState(null, '', '?imp_uid=imp_1&merchant_uid=m1&imp_success=true');
    const charge = vi.fn();
    const onUnknownReturn = vi.fn();
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charge} />, { onUnknownReturn });
    await vi.waitFor(() => expect(onUnknownReturn).toHaveBeenCalledOnce());
    expect(onUnknownReturn.mock.calls[0]?.[0]).toEqual({
      says: 'issued',
      orderNumber: 'm1',
      key: { impUid: 'imp_1' },
    });
    expect(charge).not.toHaveBeenCalled();
    // It may be another part's of the shop.
    expect(location.search).toBe('?imp_uid=imp_1&merchant_uid=m1&imp_success=true');
  });
});

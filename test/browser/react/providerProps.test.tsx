import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { inProvider, installSdk, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

const queryClient = new QueryClient();

function comeBack(): void {
  history.replaceState(null, '', `${location.pathname}?imp_uid=imp_1&merchant_uid=registration1&imp_success=true`);
}

describe('<BillingProvider /> prop: getRegistration', () => {
  it('is asked in place of the one of `api`, which knows the server without it', async () => {
    const [own, ofApi] = [vi.fn(async () => null), vi.fn(async () => null)];
    leaveRecord();
    await renderBilling(null, { getRegistration: own, api: { getRegistration: ofApi } });
    await vi.waitFor(() => expect(own).toHaveBeenCalledExactlyOnceWith('registration1'));
    expect(ofApi).not.toHaveBeenCalled();
  });

  it('may be left to `api`', async () => {
    const ofApi = vi.fn(async () => null);
    leaveRecord();
    await renderBilling(null, { api: { getRegistration: ofApi } });
    await vi.waitFor(() => expect(ofApi).toHaveBeenCalledExactlyOnceWith('registration1'));
  });
});

describe('a <BillingProvider /> that learns only later', () => {
  it('whom to tell that nothing carries a return on, tells', async () => {
    installSdk();
    leaveRecord({ placeId: 'elsewhere' });
    comeBack();
    const onUndeliveredReturn = vi.fn();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const screen = await renderBilling(null, { queryClient });
    await screen.rerender(inProvider(null, { queryClient, onUndeliveredReturn }));
    vi.advanceTimersByTime(5000);
    expect(onUndeliveredReturn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ attemptId: 'attempt1' }));
  });

  it('is warned of where getRegistration answers with what names no key', async () => {
    leaveRecord();
    const screen = await renderBilling(null);
    const getRegistration = async () => ({ impUid: 'imp_1', issuedAt: 1 }) as never;
    await screen.rerender(inProvider(null, { queryClient, getRegistration }));
    await vi.waitFor(() => expect(console.warn).toHaveBeenCalled());
    expect(vi.mocked(console.warn).mock.calls.splice(0)).toEqual([
      [expect.stringContaining('getRegistration answered with what names no key')],
    ]);
  });

  it('whom to ask for a return that was lost, asks', async () => {
    installSdk();
    leaveRecord();
    const getRegistration = vi.fn(async () => ({ impUid: 'imp_1' }));
    const screen = await renderBilling(null, { queryClient });
    await screen.rerender(inProvider(null, { queryClient, getRegistration }));
    await vi.waitFor(() => expect(getRegistration).toHaveBeenCalledExactlyOnceWith('registration1'));
  });
});

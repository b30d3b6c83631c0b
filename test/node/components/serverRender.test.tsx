import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { createAttemptLog } from '../../../src/core/attempt/attemptLog.js';
import {
  BillingProvider,
  CardManager,
  en,
  memoryStorage,
  PastDue,
  SubscribeCardButton,
  Subscription,
  usePendingBillingKeys,
} from '../../../src/index.js';
import { keyedRecord } from '../../core/support/samples.js';

const silent = { onUnavailable() {}, onDropped() {} };

function List() {
  return <ul>{usePendingBillingKeys({ charge: async () => 'ok' }).map(({ issued }) => issued.name)}</ul>;
}

describe('on a server', () => {
  it('<SubscribeCardButton /> renders its idle state, and needs no window', () => {
    const html = renderToString(
      <QueryClientProvider client={new QueryClient()}>
        <BillingProvider userCode="imp00000000" locale={en}>
          <SubscribeCardButton
            pg="kcp_billing"
            order={{ customerUid: 'c1', name: 'Basic', amount: 9900 }}
            charge={async () => ({})}
          />
        </BillingProvider>
      </QueryClientProvider>,
    );
    expect(html).toContain('data-status="idle"');
    expect(html).toContain('<span>Register card and subscribe</span></button>');
    expect(html).toContain('role="status"');
  });

  it('cards, a subscription and a debt render their empty places, and need no window', () => {
    const nobody = () => new Promise<never>(() => {});
    const html = renderToString(
      <QueryClientProvider client={new QueryClient()}>
        <BillingProvider userCode="imp00000000" api={{ savedCards: nobody, subscriptions: nobody }}>
          <CardManager register={{ pg: 'kcp_billing' }} />
          <Subscription.Root />
          <PastDue.Root register={{ pg: 'kcp_billing' }} />
        </BillingProvider>
      </QueryClientProvider>,
    );
    expect(html).toContain('<div class="rbk-saved-cards" data-status="loading"');
    expect(html).toContain('rbk-skeleton');
    expect(html).toContain('data-status="loading"');
    expect(html).not.toContain('rbk-past-due');
  });

  it.each(['provider', 'button'])('a language by its name is refused, at the %s', (place) => {
    const named = { locale: 'en' as never };
    const page = (
      <QueryClientProvider client={new QueryClient()}>
        <BillingProvider userCode="imp00000000" {...(place === 'provider' && named)}>
          <SubscribeCardButton
            pg="kcp_billing"
            order={{ customerUid: 'c1', name: 'Basic', amount: 9900 }}
            charge={async () => 'ok'}
            {...(place === 'button' && named)}
          />
        </BillingProvider>
      </QueryClientProvider>
    );
    expect(() => renderToString(page)).toThrow("import { en } from 'react-billing-key', then locale={en}");
  });

  it('usePendingBillingKeys lists nothing, whatever a storage holds: the first render in the browser has to be the same', () => {
    const storage = memoryStorage();
    const record = keyedRecord('attempt1');
    storage.set(`react-billing-key/1/${record.attemptId}`, JSON.stringify(record));
    expect(createAttemptLog(storage, silent).get(record.attemptId)).toEqual(record);
    const html = renderToString(
      <QueryClientProvider client={new QueryClient()}>
        <BillingProvider userCode="imp00000000" storage={storage}>
          <List />
        </BillingProvider>
      </QueryClientProvider>,
    );
    expect(html).toBe('<ul></ul>');
  });
});

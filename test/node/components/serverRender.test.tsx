import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BillingProvider, en, SubscribeCardButton } from '../../../src/index.js';

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
    expect(html).toContain('Register card and subscribe</button>');
    expect(html).toContain('role="status"');
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
});

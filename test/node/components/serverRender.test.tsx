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
});

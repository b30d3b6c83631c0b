// Renders the button as a server does: in plain Node, without a window.
import assert from 'node:assert/strict';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement as h } from 'react';
import { BillingProvider, en, SubscribeCardButton } from 'react-billing-key';
import { renderToString } from 'react-dom/server';

const render = (locale) =>
  renderToString(
    h(
      QueryClientProvider,
      { client: new QueryClient() },
      h(
        BillingProvider,
        { userCode: 'imp00000000', locale },
        h(SubscribeCardButton, {
          pg: 'kcp_billing',
          order: { customerUid: 'customer-1', name: 'Basic', amount: 9900 },
          charge: async () => ({}),
        }),
      ),
    ),
  );

const korean = render(undefined);
assert.match(korean, /<button[^>]*type="button"/);
assert.match(korean, /data-status="idle"/);
assert.match(korean, /카드 등록하고 구독하기/);
assert.match(render(en), /Register card and subscribe/);
console.log('ko, en');

import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type BillingEvent, SubscribeCardButton } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';

const buyer = {
  name: '홍길동전용이름',
  email: 'nobody.else@example.com',
  tel: '010-9876-5432',
  address: '서울시 어딘가 12-3',
  postcode: '04321',
};
const pgMessage = '홍길동전용이름 님의 카드 한도 초과';
const personal = [...Object.values(buyer), pgMessage, '김카드사'];
const button = () => page.getByRole('button').first();

function expectNothingPersonal(texts: Record<string, string>): void {
  for (const [where, text] of Object.entries(texts)) {
    for (const word of personal) expect(text, where).not.toContain(word);
  }
}

describe('nothing personal', () => {
  it.each(['issued', 'refused', 'declined'] as const)(
    'is kept in the browser or told in events by an attempt that ends as %s',
    async (end) => {
      const imp = installSdk();
      const events: BillingEvent[] = [];
      await renderBilling(
        <SubscribeCardButton
          pg="kcp_billing"
          order={{ ...order, buyer }}
          charge={async () => {
            if (end === 'declined') throw new Error(pgMessage);
            return 'paid';
          }}
        />,
        { onEvent: (event) => events.push(event) },
      );
      await userEvent.click(button());
      await imp.nextRequest();
      const kept: string[] = [JSON.stringify({ ...localStorage })];
      if (end === 'refused') await imp.refuse({ errorMsg: pgMessage });
      else await imp.issue({ extra: { buyer_name: buyer.name, card_name: '김카드사', card_number: '4242' } });
      await expect.element(button()).toHaveAttribute('data-status', end === 'issued' ? 'succeeded' : 'failed');
      kept.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie);

      expect(kept[0]).toContain(order.customerUid);
      expect(events.map(({ type }) => type)).toContain('status');
      expectNothingPersonal({ storage: kept.join('\n'), events: JSON.stringify(events), address: location.href });
    },
  );
});

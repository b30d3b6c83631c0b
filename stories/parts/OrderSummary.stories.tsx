import { nextCharge, sampleIn } from '../../.storybook/environment/sampleData.js';
import preview from '../../.storybook/preview.js';
import { OrderSummary, type OrderSummaryProps } from '../../src/index.js';

const meta = preview.meta({
  title: 'Parts/OrderSummary',
  tags: ['autodocs'],
  component: OrderSummary,
  argTypes: {
    order: { control: 'object' },
    period: { control: 'select', options: ['week', 'month', 'year'] },
    nextCharge: { control: 'date' },
  },
  parameters: { held: true },
  globals: { outcome: 'byHand', network: 'fast' },
});

interface Context {
  readonly globals: Record<string, unknown>;
}

function summary(args: OrderSummaryProps) {
  return {
    args,
    // The name follows the language; a date comes back from its control as a number.
    render: ({ order, nextCharge: next, ...props }: OrderSummaryProps, { globals }: Context) => (
      <OrderSummary
        {...props}
        order={{ ...order, name: order.name || sampleIn(globals.locale).order.name }}
        nextCharge={next && new Date(next)}
      />
    ),
  };
}

const order = { name: '', amount: 9900 };

export const Default = meta.story(summary({ order, period: 'month', nextCharge }));
/** A free trial: what is due today, when it ends, what comes then, and how to cancel. */
export const Trial = meta.story(
  summary({ order: { ...order, dueToday: 0 }, period: 'month', trialEnds: nextCharge, howToCancel: true }),
);
export const Discount = meta.story(
  summary({ order, period: 'year', discount: { amount: 2000 }, nextCharge, howToCancel: true }),
);
/** Lines can be replaced, added, left out and moved. */
export const OwnRows = meta.story(
  summary({
    order,
    period: 'month',
    rows: (rows) => [...rows.filter(({ key }) => key !== 'period'), { key: 'seats', label: 'Seats', value: '4' }],
  }),
);
/** The first payment on a later day. */
export const FirstChargeLater = meta.story(summary({ order, period: 'year', firstCharge: nextCharge }));
export const Dollars = meta.story(summary({ order: { name: '', amount: 9.9, currency: 'USD' }, period: 'month' }));
export const LongWords = meta.story(
  summary({
    order: { name: '온 가족이 함께 보는 프리미엄 구독 (동시 접속 네 대, 광고 없음)', amount: 1234567 },
    period: '3개월마다',
    nextCharge,
  }),
);

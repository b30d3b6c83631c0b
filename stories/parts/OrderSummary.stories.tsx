import preview from '../../.storybook/preview.js';
import { OrderSummary } from '../../src/index.js';
import { nextCharge, order } from '../world/order.js';

const meta = preview.meta({
  title: 'Parts/OrderSummary',
  tags: ['autodocs'],
  render: () => <OrderSummary order={order} period="month" nextCharge={nextCharge} />,
});

export const Default = meta.story({});
export const English = meta.story({ globals: { locale: 'en' } });

const later = () => <OrderSummary order={order} period="year" firstCharge={nextCharge} />;
/** A free trial: the card is registered now, and charged later. */
export const FirstChargeLater = meta.story({ render: later });
export const FirstChargeLaterEn = meta.story({ render: later, globals: { locale: 'en' } });

export const Dollars = meta.story({
  render: () => <OrderSummary order={{ name: 'Everyone’s Basic', amount: 9.9, currency: 'USD' }} period="month" />,
  globals: { locale: 'en' },
});

export const LongWords = meta.story({
  render: () => (
    <OrderSummary
      order={{ name: '온 가족이 함께 보는 프리미엄 구독 (동시 접속 네 대, 광고 없음)', amount: 1234567 }}
      period="3개월마다"
      nextCharge={nextCharge}
    />
  ),
});

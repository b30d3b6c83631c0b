import type { OrderFor } from '../../src/index.js';

type SampleOrder = OrderFor<'kcp_billing' | 'payco' | 'kakaopay' | 'naverpay'>;

interface Sample {
  /** What the stories sell, in a form that every PG of theirs accepts. */
  readonly order: SampleOrder;
  readonly terms: { readonly billing: string; readonly privacy: string; readonly news: string };
}

const orderOf = (name: string, buyer: string): SampleOrder => ({
  customerUid: 'customer-1-card-1',
  name,
  amount: 9900,
  buyer: { name: buyer, email: 'haneul@example.com', tel: '010-1234-5678' },
  naverProductCode: 'basic',
  naverProductCount: 1,
});

const samples: Readonly<Record<'ko' | 'en', Sample>> = {
  ko: {
    order: orderOf('모두의 구독 베이직', '김하늘'),
    terms: { billing: '정기결제 이용약관', privacy: '개인정보 제3자 제공', news: '혜택 알림 받기' },
  },
  en: {
    order: orderOf('Everyone’s Basic', 'Haneul Kim'),
    terms: { billing: 'Recurring payment terms', privacy: 'Sharing of personal data', news: 'News and offers' },
  },
};

/** The sample in the language of the toolbar. */
export function sampleIn(locale: unknown): Sample {
  return samples[locale === 'ko' ? 'ko' : 'en'];
}

/** Fixed, so that a picture of today is the picture of tomorrow. */
export const nextCharge = new Date('2027-01-15T00:00:00+09:00');

import type { FakeCardBehaviour } from '../fakeCards.js';

/** Every sentence of the fake window. */
export interface WindowTexts {
  readonly badge: string;
  readonly notice: string;
  readonly close: string;
  readonly orderTitle: string;
  readonly orderName: string;
  readonly amount: string;
  /** Where the PG takes the amount while it issues the key. */
  readonly amountNow: string;
  readonly merchantUid: string;
  readonly testCards: string;
  readonly cardNumber: string;
  readonly expiry: string;
  readonly birth: string;
  readonly password: string;
  readonly agree: string;
  readonly cancel: string;
  readonly register: string;
  readonly pay: (amount: string) => string;
  readonly working: string;
  readonly silent: string;
  readonly unknownCard: string;
  readonly missing: string;
  readonly notAgreed: string;
  readonly behaviours: Readonly<Record<FakeCardBehaviour, string>>;
  readonly notReported: string;
  readonly noRequest: string;
  /** With the name of the parameter that was left out. */
  readonly noReturn: (parameter: string) => string;
}

export const windowTexts: Readonly<Record<'ko' | 'en', WindowTexts>> = {
  ko: {
    badge: '모의 결제창',
    notice: '테스트용 모의 결제창입니다. 실제 카드는 등록되지 않습니다. 실제 카드 번호를 입력하지 마세요.',
    close: '결제창 닫기',
    orderTitle: '정기결제 카드 등록',
    orderName: '상품명',
    amount: '결제 금액',
    amountNow: '지금 결제되는 금액',
    merchantUid: '주문번호',
    testCards: '테스트 카드',
    cardNumber: '카드 번호',
    expiry: '유효기간',
    birth: '생년월일',
    password: '비밀번호 앞 2자리',
    agree: '[필수] 정기결제 이용약관과 개인정보 제3자 제공에 동의합니다',
    cancel: '취소',
    register: '카드 등록',
    pay: (amount) => `${amount} 결제하고 등록`,
    working: '처리 중입니다…',
    silent: '이 결제창은 응답하지 않습니다.',
    unknownCard: '테스트 카드 번호가 아닙니다. 위의 카드 가운데 하나를 고르세요.',
    missing: '입력해 주세요.',
    notAgreed: '약관에 동의해야 등록할 수 있습니다.',
    behaviours: {
      ok: '정상 등록, 정상 결제',
      'declined-at-charge': '등록은 되고 결제가 거절됨 (잔액 부족)',
      'limit-exceeded': '등록은 되고 결제가 거절됨 (한도 초과)',
      'refused-at-issue': '등록이 거절됨 (유효기간 만료)',
    },
    notReported: '모의 서버에 등록 결과를 알리지 못했습니다.',
    noRequest: '결제 요청이 없습니다. 상점에서 다시 시작해 주세요.',
    noReturn: (parameter) => `돌아갈 주소(${parameter})가 없어 결과를 상점에 알릴 수 없습니다.`,
  },
  en: {
    badge: 'Simulated payment window',
    notice: 'This window is a simulation for tests. No card is registered. Never enter a real card number.',
    close: 'Close the payment window',
    orderTitle: 'Register a card for recurring payments',
    orderName: 'Order',
    amount: 'Amount',
    amountNow: 'Charged now',
    merchantUid: 'Order number',
    testCards: 'Test cards',
    cardNumber: 'Card number',
    expiry: 'Expiry',
    birth: 'Date of birth',
    password: 'PIN, first 2',
    agree: '[Required] I agree to the recurring payment terms and to sharing my data with the payment company',
    cancel: 'Cancel',
    register: 'Register card',
    pay: (amount) => `Pay ${amount} and register`,
    working: 'Working…',
    silent: 'This window will not answer.',
    unknownCard: 'That is no test card. Choose one of the cards above.',
    missing: 'Please fill this in.',
    notAgreed: 'You have to agree to the terms to register a card.',
    behaviours: {
      ok: 'Registers and charges',
      'declined-at-charge': 'Registers, then declined at the charge (insufficient funds)',
      'limit-exceeded': 'Registers, then declined at the charge (limit exceeded)',
      'refused-at-issue': 'Refused at registration (expired card)',
    },
    notReported: 'The simulated server could not be told of the registration.',
    noRequest: 'There is no payment request. Please start again in the shop.',
    noReturn: (parameter) => `There is no address to return to (${parameter}), so the shop can’t be told the result.`,
  },
};

/** Where the library under test keeps what all its copies on a page agree on. */
const page = Symbol.for('react-billing-key/page/1');

/**
 * The window's language: the one asked for, else that of the shop, which is Korean where its provider names none, else the document's,
 * else Korean, as a PG's own would be.
 */
export function pickLocale(locale: 'ko' | 'en' | undefined): 'ko' | 'en' {
  if (locale) return locale;
  const shop = (window as { [page]?: { readonly locale?: string | undefined } })[page];
  const parts = document.querySelector<HTMLElement>('[data-rbk=root][lang]');
  const shown = shop ? (shop.locale ?? 'ko') : parts?.lang;
  if (shown) return shown.startsWith('ko') ? 'ko' : 'en';
  return document.documentElement.lang.startsWith('en') ? 'en' : 'ko';
}

/** Names of the terms that the stories ask for. */
export const termsIn = {
  ko: { billing: '정기결제 이용약관', privacy: '개인정보 제3자 제공', news: '혜택 알림 받기' },
  en: { billing: 'Recurring payment terms', privacy: 'Sharing of personal data', news: 'News and offers' },
} as const;

import type { ChannelCode } from './channelTable.js';

/** By contract: what the docs and the PortOne console say. */
export const channelNames: Readonly<Record<ChannelCode, { readonly ko: string; readonly en: string }>> = {
  inicis_v2: { ko: 'KG이니시스', en: 'KG Inicis' },
  kcp_v2: { ko: 'NHN KCP', en: 'NHN KCP' },
  tosspayments: { ko: '토스페이먼츠', en: 'Toss Payments' },
  smartro_v2: { ko: '스마트로', en: 'Smartro' },
  nice_v2: { ko: '나이스페이먼츠', en: 'NICE Payments' },
  kpn: { ko: '한국결제네트웍스', en: 'KPN' },
  ksnet: { ko: 'KSNET', en: 'KSNET' },
  welcome: { ko: '웰컴페이먼츠', en: 'Welcome Payments' },
  galaxia: { ko: '갤럭시아머니트리', en: 'Galaxia Moneytree' },
  kakaopay: { ko: '카카오페이', en: 'KakaoPay' },
  naverpay: { ko: '네이버페이', en: 'Naver Pay' },
  tosspay_v2: { ko: '토스페이', en: 'Toss Pay' },
  paypal_v2: { ko: '페이팔', en: 'PayPal' },
  eximbay_v2: { ko: '엑심베이', en: 'Eximbay' },
  payletter_global: { ko: '페이레터', en: 'Payletter' },
};

const card = { ko: '신용·체크카드', en: 'Credit or debit card' };
const overseasCard = { ko: '해외 카드', en: 'Card issued outside Korea' };

/** What customers call a way to pay, where that is something else than the name of the contract. */
export const customerNames: Readonly<Partial<typeof channelNames>> = {
  inicis_v2: card,
  kcp_v2: card,
  tosspayments: card,
  smartro_v2: card,
  kpn: card,
  ksnet: card,
  welcome: card,
  galaxia: card,
  eximbay_v2: overseasCard,
  payletter_global: overseasCard,
};

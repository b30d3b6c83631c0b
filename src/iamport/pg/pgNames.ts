import type { PgCode } from './pgTable.js';

/** What a PG is called in front of people. */
export interface PgName {
  readonly ko: string;
  readonly en: string;
}

/** By contract: what the docs and the PortOne console say. Apart from the table, so that only a page that lists PGs carries them. */
export const pgNames: Readonly<Record<PgCode, PgName>> = {
  kcp_billing: { ko: 'NHN KCP 정기결제', en: 'NHN KCP (recurring)' },
  html5_inicis: { ko: 'KG이니시스', en: 'KG Inicis' },
  danal_tpay: { ko: '다날 신용카드', en: 'Danal (card)' },
  danal: { ko: '다날 휴대폰결제', en: 'Danal (phone bill)' },
  jtnet: { ko: '제이티넷', en: 'JTNet' },
  kicc: { ko: '이지페이(KICC)', en: 'EasyPay (KICC)' },
  payco: { ko: '페이코', en: 'PAYCO' },
  kakaopay: { ko: '카카오페이', en: 'KakaoPay' },
  chai: { ko: '차이', en: 'CHAI' },
  mobilians: { ko: 'KG파이낸셜(구 모빌리언스)', en: 'KG Financial (formerly Mobilians)' },
  mobilians_v2: { ko: 'KG파이낸셜(신모듈)', en: 'KG Financial (new module)' },
  naverpay: { ko: '네이버페이(결제형)', en: 'Naver Pay' },
  paymentwall: { ko: '페이먼트월', en: 'Paymentwall' },
  tosspayments: { ko: '토스페이먼츠', en: 'Toss Payments' },
  smartro_v2: { ko: '스마트로', en: 'Smartro' },
  welcome: { ko: '웰컴페이먼츠', en: 'Welcome Payments' },
  settle_acc: { ko: '헥토파이낸셜 내통장결제', en: 'Hecto Financial (bank account)' },
  tosspay_v2: { ko: '토스페이', en: 'Toss Pay' },
  toss_brandpay: { ko: '토스페이먼츠 브랜드페이', en: 'Toss Payments BrandPay' },
  paypal_v2: { ko: '페이팔', en: 'PayPal' },
  nice_v2: { ko: '나이스정보통신(신모듈)', en: 'NICE (new module)' },
  galaxia: { ko: '갤럭시아머니트리', en: 'Galaxia Moneytree' },
  payletter_global: { ko: '페이레터 해외결제', en: 'Payletter (overseas)' },
  smilepay: { ko: '스마일페이', en: 'SmilePay' },
  kcp_quick: { ko: 'NHN KCP 퀵페이', en: 'NHN KCP QuickPay' },
};

const card: PgName = { ko: '신용·체크카드', en: 'Credit or debit card' };
const phoneBill: PgName = { ko: '휴대폰 결제', en: 'Mobile phone bill' };

/** What customers call a way to pay, where that is something else than the name of the contract. */
export const customerNames: Readonly<Partial<Record<PgCode, PgName>>> = {
  kcp_billing: card,
  html5_inicis: card,
  danal_tpay: card,
  jtnet: card,
  kicc: card,
  tosspayments: card,
  smartro_v2: card,
  welcome: card,
  nice_v2: card,
  galaxia: card,
  danal: phoneBill,
  mobilians: phoneBill,
  mobilians_v2: phoneBill,
  naverpay: { ko: '네이버페이', en: 'Naver Pay' },
  settle_acc: { ko: '내통장결제', en: 'Bank account' },
  toss_brandpay: { ko: '토스페이먼츠 간편결제', en: 'Toss Payments quick pay' },
  payletter_global: { ko: '해외 카드', en: 'Card issued outside Korea' },
  kcp_quick: { ko: 'KCP 퀵페이', en: 'KCP QuickPay' },
};

import type { PgCode } from './pgTable.js';

/** What a PG is called in front of people. */
export interface PgName {
  readonly ko: string;
  readonly en: string;
}

/** Apart from the table, so that only a page that lists PGs (`getPg`, `listPgs`) carries the names. */
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
  paypal_v2: { ko: '페이팔', en: 'PayPal' },
  nice_v2: { ko: '나이스정보통신(신모듈)', en: 'NICE (new module)' },
  galaxia: { ko: '갤럭시아머니트리', en: 'Galaxia Moneytree' },
  payletter_global: { ko: '페이레터 해외결제', en: 'Payletter (overseas)' },
  smilepay: { ko: '스마일페이', en: 'SmilePay' },
  kcp_quick: { ko: 'NHN KCP 퀵페이', en: 'NHN KCP QuickPay' },
};

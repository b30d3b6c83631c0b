import type { CardsMessages } from '../../core/messages/manage/ManageMessages.js';
import type { CardView } from '../../server/card/Cards.js';

/** What is charged behind a key: a card, a wallet that chooses the card itself, a phone bill, or a bank account. */
export type CardKind = 'card' | 'wallet' | 'phone' | 'bank';

type WalletName = 'kakaopay' | 'naverpay' | 'payco' | 'tosspay' | 'smilepay' | 'chai' | 'paypal' | 'wallet';

/** By the PG's code, of both generations. Whatever is not listed registers cards. */
const wallets: Readonly<Record<string, WalletName>> = {
  kakaopay: 'kakaopay',
  kakao: 'kakaopay',
  naverpay: 'naverpay',
  naverco: 'naverpay',
  payco: 'payco',
  tosspay: 'tosspay',
  tosspay_v2: 'tosspay',
  smilepay: 'smilepay',
  chai: 'chai',
  paypal: 'paypal',
  paypal_v2: 'paypal',
  toss_brandpay: 'wallet',
  kcp_quick: 'wallet',
};
/** By the PG's code and what was registered, as V1 (`phone`, `trans`) or V2 (`MOBILE`, `TRANSFER`) calls it. */
const phones = /^(danal|mobilians(_v2)?) | (phone|mobile)$/i;
const banks = /^settle_acc | trans(fer)?$/i;

type Named = Pick<CardView, 'pg' | 'payMethod' | 'name' | 'number'>;

/** Which of the four it is. */
export function kindOf({ pg, payMethod }: Named): CardKind {
  const code = pg.split('.')[0] ?? '';
  if (Object.hasOwn(wallets, code) || payMethod === 'EASY_PAY') return 'wallet';
  const both = `${code} ${payMethod}`;
  return phones.test(both) ? 'phone' : banks.test(both) ? 'bank' : 'card';
}

/** The wallet's name in the language of the messages; undefined for a card. */
export function walletOf(card: Named, messages: CardsMessages): string | undefined {
  return kindOf(card) === 'wallet' ? messages[wallets[card.pg.split('.')[0] ?? ''] ?? 'wallet'] : undefined;
}

/** `BC카드 (1234)`: what a customer knows it by. Neither API gives an expiry date. */
export function cardLabel(card: Named, messages: CardsMessages): string {
  const kind = kindOf(card);
  const own = kind === 'wallet' ? walletOf(card, messages) : kind === 'card' ? undefined : messages[kind];
  const name = card.name && card.name !== own ? card.name : undefined;
  // A mask over the last four leaves nothing to know it by.
  const last = /(\d{4})\D*$/.exec(card.number ?? '')?.[1];
  const label = [own, name].filter(Boolean).join(' · ') || messages.card;
  return last === undefined ? label : `${label} (${last})`;
}

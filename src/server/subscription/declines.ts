/** Why no further try of the same card can succeed. */
export type HopelessReason = 'lost_or_stolen' | 'expired' | 'closed' | 'no_key';

interface HopelessCodes {
  /** Codes of gateways that begin so are looked up here: `kcp_billing` and `KCP_V2` are both `kcp`. */
  readonly pg: string;
  readonly codes: { readonly [code: string]: HopelessReason };
  readonly source: string;
}

/** PortOne publishes each PG's list of codes: developers.portone.io, "PG사 오류코드" (`code-info/pg-3`), files of 2024-08. */
const lists = 'developers.portone.io, opi/ko/support/code-info/pg-3';

/**
 * Declines that no waiting heals, by the PG's own code. A card that is stopped, over its limit or refused without a reason is
 * not here: it may pay tomorrow. What is in no row counts as able to heal.
 */
export const hopelessCodes: readonly HopelessCodes[] = [
  {
    pg: 'kcp',
    codes: { CC04: 'lost_or_stolen', CC43: 'lost_or_stolen', CC54: 'expired', CC55: 'expired', '8484': 'expired' },
    source: `${lists}: nhnkcp-code.xlsx`,
  },
  {
    pg: 'inicis',
    codes: {
      '1226': 'lost_or_stolen',
      '120026': 'lost_or_stolen',
      '170026': 'lost_or_stolen',
      '068350': 'lost_or_stolen',
      '063533': 'lost_or_stolen',
      '1204': 'expired',
      '120004': 'expired',
      '170004': 'expired',
      '12B2': 'closed',
      '1200B2': 'closed',
      '068019': 'closed',
      '550997': 'no_key',
    },
    source: `${lists}: inicis-code.xlsx`,
  },
  {
    pg: 'toss',
    codes: {
      '9141': 'lost_or_stolen',
      A7: 'lost_or_stolen',
      A1: 'expired',
      C085: 'no_key',
      INVALID_CARD_LOST_OR_STOLEN: 'lost_or_stolen',
    },
    source: `${lists}: tosspayments-code.xlsx; the name from the list of error codes in Toss Payments' documents`,
  },
  {
    pg: 'kakaopay',
    codes: {
      '0026': 'lost_or_stolen',
      '3533': 'lost_or_stolen',
      '4006': 'lost_or_stolen',
      '5009': 'lost_or_stolen',
      '8350': 'lost_or_stolen',
      '8514': 'lost_or_stolen',
      '0004': 'expired',
      '4028': 'expired',
      '5005': 'expired',
      '8314': 'expired',
      '5019': 'closed',
      '8019': 'closed',
    },
    source: `${lists}: kakao-code-20180820.xlsx`,
  },
  {
    pg: 'nice',
    codes: { A126: 'no_key', U115: 'no_key' },
    source: 'github.com/nicepayments/nicepay-manual, common/code.md',
  },
  {
    pg: 'kicc',
    codes: { '8350': 'lost_or_stolen', '8314': 'expired' },
    source: 'docs.kicc.co.kr/en/docs/support/error-codes',
  },
];

/**
 * Words by which the same lists describe such codes, whichever PG says them: V1 has no field for the code, and not every PG
 * writes it into the text.
 */
export const hopelessWords: readonly (readonly [RegExp, HopelessReason])[] = [
  // In English also connections are lost, and sessions expire: it has to be the card.
  [/도난|분실|\b(lost|stolen)[ -]card\b|\bcard ((is|was|has|been|reported|as) )+(lost|stolen)\b/i, 'lost_or_stolen'],
  [/유효\s?기간(이|은|을)?\s?(만료|경과)|\bexpired[ -]card\b|\bcard ((is|was|has|been) )*expired\b/i, 'expired'],
  [/해지(된)?\s?카드/, 'closed'],
];

export interface DeclineFacts {
  /** The gateway's code of the PG, such as `kcp_billing`; null when it is not known. */
  readonly pg: string | null;
  /** V2 has it in a field of its own. V1 has none. */
  readonly code: string | null;
  /** The PG's text. */
  readonly reason: string | null;
}

/**
 * Why this card can't ever pay; null when a later try may.
 *
 * @example
 * hopelessReason({ pg: 'kcp_billing', code: null, reason: '[CC43] 도난카드' }) // 'lost_or_stolen'
 */
export function hopelessReason({ pg, code, reason }: DeclineFacts): HopelessReason | null {
  const text = reason ?? '';
  const name = pg?.toLowerCase() ?? '';
  const codes = new Set([...(code === null ? [] : [code.trim().toUpperCase()]), ...codesIn(text)]);
  for (const list of hopelessCodes) {
    if (!name.includes(list.pg)) continue;
    for (const known of codes) {
      const found = Object.hasOwn(list.codes, known) ? list.codes[known] : undefined;
      if (found) return found;
    }
  }
  return hopelessWords.find(([words]) => words.test(text))?.[1] ?? null;
}

/** Codes stand in brackets, as in `[CC43] 도난카드` and `(4002|PAY_PROCESS_CANCELED|…)`, or come first, before a colon or a space. */
function codesIn(text: string): string[] {
  const inBrackets = [...text.matchAll(/[[(]([^\])]{1,80})[\])]/g)].flatMap(([, inside = '']) =>
    inside.split(/[\s|:,/]/),
  );
  const first = /^\s*([A-Z0-9_]{2,40})(?=[:|]|\s(?!\s*원))/i.exec(text)?.[1];
  return [...inBrackets, ...(first === undefined ? [] : [first])].map((code) => code.toUpperCase());
}

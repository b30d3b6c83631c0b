import { readFileSync } from 'node:fs';
import type { Words } from './renderApi.js';

export const english: Words = {
  name: 'Name',
  type: 'Type',
  meaning: 'What it is',
  required: 'Required.',
  byDefault: 'Default:',
  translate: (sentence) => sentence,
  sections: {
    provider: ['`<BillingProvider>`', 'Around the app, inside `<QueryClientProvider>`, once.'],
    button: [
      '`<SubscribeCardButton>`, `<BillingKey.Root>`, `useBillingKey(options)`',
      'The three take the same. The hook leaves out `locale` and `messages`, and takes `order` here or with the click.',
    ],
    look: [
      'On every component',
      'All attributes of the element, a `ref`, and these. Where it says `ByState`, a function of the state does as well.',
    ],
    result: ['What `useBillingKey` returns', 'The state, by `status` as in the table above, and:'],
    order: [
      '`order`',
      "Every field. What one PG demands more is in its type, <code>OrderFor&lt;'kcp_billing'&gt;</code>.",
    ],
    issued: ['`IssuedKey`, which `charge` gets', ''],
    pending: ['What `usePendingBillingKeys` returns', 'A list of these.'],
    parts: ['The parts', 'One element each.'],
    summary: ['`<OrderSummary>`', ''],
    checkout: ['What `useCheckout` returns', 'The attempt, the choice and the terms.'],
    exports: [
      'Everything else',
      'What <code>react-billing-key</code> exports; <code>react-billing-key/core</code> has what needs no React.',
    ],
    testing: ['`react-billing-key/testing`', 'The fake SDK.'],
  },
};

/** Korean, sentence by sentence, by the English one: a sentence that changes has to be translated anew. */
export function korean(): Words & { readonly missing: readonly string[]; readonly unused: () => string[] } {
  const sentences = JSON.parse(readFileSync(new URL('./apiKorean.json', import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
  const missing: string[] = [];
  const used = new Set<string>();
  return {
    missing,
    unused: () => Object.keys(sentences).filter((sentence) => !used.has(sentence)),
    name: '이름',
    type: '타입',
    meaning: '설명',
    required: '필수.',
    byDefault: '기본값:',
    translate(sentence) {
      used.add(sentence);
      const translated = sentences[sentence];
      if (translated === undefined) missing.push(sentence);
      return translated ?? sentence;
    },
    sections: {
      provider: ['`<BillingProvider>`', '앱을 감쌉니다. `<QueryClientProvider>` 안에 한 번만 둡니다.'],
      button: [
        '`<SubscribeCardButton>`, `<BillingKey.Root>`, `useBillingKey(options)`',
        '셋이 같은 값을 받습니다. 훅에는 `locale`과 `messages`가 없고, `order`는 여기나 클릭할 때 줍니다.',
      ],
      look: [
        '모든 컴포넌트에',
        '요소의 모든 속성과 `ref`, 그리고 다음 네 가지를 받습니다. `ByState`라고 쓰인 것은 상태를 받는 함수로도 줄 수 있습니다.',
      ],
      result: ['`useBillingKey`가 돌려주는 것', '위 표처럼 `status`로 나뉘는 상태와 다음 값들입니다.'],
      order: [
        '`order`',
        "모든 필드. PG마다 더 필요한 값은 <code>OrderFor&lt;'kcp_billing'&gt;</code> 같은 타입에 있습니다.",
      ],
      issued: ['`charge`가 받는 `IssuedKey`', ''],
      pending: ['`usePendingBillingKeys`가 돌려주는 것', '다음 값의 목록입니다.'],
      parts: ['부품', '부품 하나가 요소 하나입니다.'],
      summary: ['`<OrderSummary>`', ''],
      checkout: ['`useCheckout`이 돌려주는 것', '시도, 고른 PG, 동의한 약관.'],
      exports: [
        '그 밖의 모든 것',
        '<code>react-billing-key</code>가 내보내는 값. React가 필요 없는 것은 <code>react-billing-key/core</code>에도 있습니다.',
      ],
      testing: ['`react-billing-key/testing`', '가짜 SDK.'],
    },
  };
}

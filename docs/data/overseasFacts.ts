import { codeTable, manualPage, type PgFacts, pgPage, portonePage } from './pgSources.js';

/** PGs for customers abroad. */
export const overseasFacts = {
  paymentwall: {
    notes: [
      [
        'amount',
        {
          en: 'Always charged: the provider issues no key without a payment. Charging and cancelling just to get a key can get a merchant blocked by the card schemes.',
          ko: '항상 결제됩니다. 결제 없는 빌링키 발급은 제공되지 않습니다. 빌링키를 얻으려고 결제 후 바로 취소하는 일이 반복되면 카드사가 가맹점을 차단할 수 있습니다.',
        },
      ],
      [
        'fields',
        {
          en: '`buyer.name` is first and last name with one space between, `buyer.email` the one that later charges will give. Won is assumed when `currency` is missing. `bypass: { widget_code: "t3_1" }` is for Terminal 3.',
          ko: '`buyer.name`은 이름과 성 사이에 공백 하나를 두고, `buyer.email`은 이후 청구와 같은 값이어야 합니다. `currency`가 없으면 원화로 봅니다. Terminal 3를 쓴다면 `bypass: { widget_code: "t3_1" }`을 넘기세요.',
        },
      ],
      [
        'result',
        {
          en: 'The provider confirms later: a key can be used once PortOne’s webhook has come, and a payment that was reported as failed may still be approved.',
          ko: '결제사의 확인이 나중에 옵니다. 포트원 웹훅을 받은 뒤에야 빌링키를 쓸 수 있고, 실패로 알려진 결제가 뒤늦게 승인되기도 합니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'On phones the English manual and the current page say redirect; the Korean manual says both on one page. Both are made ready.',
          ko: '모바일에서 영문 매뉴얼과 현재 문서는 리디렉션이라고 하고, 국문 매뉴얼은 한 문서에서 두 가지를 다 말합니다. 그래서 둘 다 받을 수 있게 준비합니다.',
        },
      ],
    ],
    sources: [
      pgPage('paymentwall', 'channel', 'amount', 'fields'),
      manualPage('en/Subscription/sample/paymentwall-request-billing-key', 'channel', 'amount', 'fields'),
      manualPage('비인증결제/example/paymentwall-request-billing-key', 'channel'),
      portonePage('src/routes/(root)/opi/ko/integration/webhook/readme-v1.mdx', 'charges'),
      codeTable,
    ],
  },
  paypal_v2: {
    notes: [
      [
        'window',
        {
          en: 'PayPal’s own button opens it: `IMP.loadUI("paypal-rt", …)` draws that button into an element with the class `portone-ui-container` and `data-portone-ui-type="paypal-rt"`, which has to be on the page. Always a popup; `popup` and `m_redirect_url` are ignored. SDK 1.3.0 or newer.',
          ko: '페이팔 버튼을 눌러야 열립니다. `IMP.loadUI("paypal-rt", …)`가 `portone-ui-container` 클래스와 `data-portone-ui-type="paypal-rt"` 속성을 가진 요소 안에 버튼을 그리므로, 그 요소가 페이지에 있어야 합니다. 항상 팝업이며 `popup`과 `m_redirect_url`은 무시됩니다. SDK 1.3.0 이상이 필요합니다.',
        },
      ],
      [
        'amount',
        {
          en: 'Not used: the registration is stored with 0.',
          ko: '쓰이지 않습니다. 등록 기록에는 0으로 남습니다.',
        },
      ],
      [
        'fields',
        {
          en: 'A `bypass.paypal_v2.shipping_address` needs `line1`, `city` and `country_code`. High-risk industries have to give `additional_data`.',
          ko: '`bypass.paypal_v2.shipping_address`를 넘기려면 `line1`, `city`, `country_code`가 필요합니다. 고위험 업종은 `additional_data`가 필수입니다.',
        },
      ],
      [
        'charges',
        {
          en: 'In a foreign currency, never in won; they can stay pending, so a webhook is a must. Pages that trigger them have to load PayPal’s Fraudnet. Korean PayPal accounts can’t be used.',
          ko: '외화로만 청구할 수 있고 원화는 안 됩니다. 대기 상태로 남을 수 있어 웹훅이 필수입니다. 청구를 일으키는 페이지는 페이팔 Fraudnet을 불러와야 합니다. 한국 페이팔 계정은 쓸 수 없습니다.',
        },
      ],
    ],
    sources: [
      pgPage('rt/readme', 'payMethods', 'channel', 'amount', 'fields'),
      pgPage('rt/warning', 'charges'),
      codeTable,
    ],
  },
  payletter_global: {
    notes: [
      [
        'amount',
        {
          en: 'Key and payment come together throughout the page; nothing is said about 0, so it is refused.',
          ko: '문서 전체가 빌링키 발급과 결제를 함께 다룹니다. 0원에 대한 설명이 없어 요청 전에 막습니다.',
        },
      ],
      [
        'fields',
        {
          en: 'Takes no pay method: narrow the window with `bypass: { payletter_global: { pginfo } }` (`PLCreditCard`, `PLCreditCardMpi` with 3-D Secure, `PLUnionPay_HC`). Order numbers are letters and digits only. SDK 1.3.0 or newer.',
          ko: '결제수단은 지정할 수 없고 `bypass: { payletter_global: { pginfo } }`로 좁힙니다(`PLCreditCard`, 3-D Secure인 `PLCreditCardMpi`, `PLUnionPay_HC`). 주문번호는 영문자와 숫자만 됩니다. SDK 1.3.0 이상이 필요합니다.',
        },
      ],
      [
        'result',
        {
          en: 'An approval can stay pending, so a webhook is a must.',
          ko: '승인이 대기 상태로 남을 수 있어 웹훅이 필수입니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'No page gives a `pg` value (the code is inferred from the key of its `bypass`: give a `channelKey`), and none says where the answer comes: both ways are made ready.',
          ko: '`pg` 값을 밝힌 문서가 없어 `bypass`의 키 이름에서 짐작한 코드입니다. `channelKey`를 함께 넘겨 주세요. 결과가 어디로 오는지도 문서에 없어 둘 다 받을 수 있게 준비합니다.',
        },
      ],
    ],
    sources: [pgPage('payletter-global', 'payMethods', 'amount', 'fields', 'limits')],
  },
} as const satisfies Record<string, PgFacts>;

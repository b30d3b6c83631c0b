import {
  billingGuide,
  codeTable,
  manualPage,
  nativeWrapper,
  type PgFacts,
  pgPage,
  portonePage,
  releaseNotes,
  requestPage,
} from './pgSources.js';

/** Wallets. */
export const walletFacts = {
  payco: {
    notes: [
      [
        'window',
        {
          en: 'A frame on phones unless `popup: true`; leave it false in WebViews that block popups. Give `buyer.tel`.',
          ko: '모바일에서는 `popup: true`를 넘기지 않으면 iframe으로 열립니다. 팝업이 막힌 웹뷰에서는 false로 두세요. `buyer.tel`도 넘기는 것을 권합니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'Whether the desktop window is a frame or a popup is not said; the SDK was seen to open a popup, so a fresh click is asked for. The pay method is “card only” in one manual, ignored in the other, and absent today: `card` is sent.',
          ko: 'PC 결제창이 iframe인지 팝업인지 문서에 없습니다. SDK가 팝업을 여는 것을 확인했으므로 클릭 직후에 엽니다. 결제수단은 영문 매뉴얼에서 카드만 가능, 국문 매뉴얼에서 무시, 현재 문서에서는 언급이 없어 `card`를 보냅니다.',
        },
      ],
    ],
    sources: [
      pgPage('payco', 'channel', 'amount', 'fields'),
      manualPage('en/Subscription/sample/payco-request-billing-key', 'payMethods', 'channel', 'amount'),
      codeTable,
    ],
  },
  kakaopay: {
    notes: [
      [
        'amount',
        {
          en: 'Above 0 it is charged together with the key. A comment in the current page’s sample says otherwise, against the warning and the parameter text beside it.',
          ko: '0원보다 크면 빌링키 발급과 함께 결제됩니다. 현재 문서의 예제 주석만 다르게 말하고, 같은 문서의 주의 문구와 파라미터 설명은 결제된다고 합니다.',
        },
      ],
      [
        'fields',
        {
          en: 'No pay method: the customer chooses between card and Kakao money in the app, and that choice stays for later charges.',
          ko: '결제수단은 지정하지 않습니다. 고객이 앱에서 카드와 카카오페이머니 중에 고르고, 그 선택이 이후 청구에도 이어집니다.',
        },
      ],
      [
        'charges',
        {
          en: 'Amounts may change from month to month. How often a key may be charged in a month is capped; no source gives the number.',
          ko: '청구 금액은 매번 달라도 됩니다. 한 달에 청구할 수 있는 횟수에 제한이 있지만 정확한 값은 공개되어 있지 않습니다.',
        },
      ],
      [
        'channel',
        {
          en: 'The manual’s callback on phones belongs to SDKs before 1.1.8; since then the page leaves.',
          ko: '매뉴얼이 말하는 모바일 콜백은 SDK 1.1.8 이전의 동작이고, 그 뒤로는 페이지를 떠납니다.',
        },
      ],
    ],
    sources: [
      pgPage('kakaopay', 'payMethods', 'channel', 'amount'),
      manualPage('en/Subscription/sample/kakaopay-request-billing-key', 'channel', 'amount', 'charges'),
      portonePage(releaseNotes, 'channel'),
      codeTable,
    ],
  },
  naverpay: {
    notes: [
      [
        'channel',
        {
          en: '`naverPopupMode` decides: true opens a popup and answers in the callback, false leaves the page. What happens without it is documented nowhere, so it is always sent: true on desktops, where the page can stay and the click allows the popup; false on phones, where popups get blocked or lost in in-app browsers and Naver’s reviewers prefer the redirect.',
          ko: '`naverPopupMode`로 정합니다. true면 팝업을 열고 콜백으로, false면 페이지를 떠나 리디렉션으로 결과가 옵니다. 생략했을 때의 동작은 문서에 없어 항상 값을 보냅니다. PC에서는 클릭 직후 팝업을 열 수 있고 페이지가 유지되므로 true, 모바일에서는 팝업이 막히거나 인앱 브라우저에서 사라지기 쉽고 네이버 검수에서도 리디렉션을 선호하므로 false입니다.',
        },
      ],
      [
        'fields',
        {
          en: 'Keep `naverProductCode` the same for the same product: with a random one a customer can register twice. For several products give the name of the first one; Naver adds “and N others” by itself.',
          ko: '같은 상품에는 늘 같은 `naverProductCode`를 쓰세요. 매번 다르면 같은 고객이 중복 등록할 수 있습니다. 상품이 여럿이면 첫 상품명만 넘기세요. “외 N개”는 네이버가 붙입니다.',
        },
      ],
      [
        'amount',
        {
          en: 'Shows what will be charged later. Payments below 10 won are refused; whether 0 is accepted while registering is not said.',
          ko: '나중에 청구할 금액을 표시합니다. 10원 미만 결제는 거절됩니다. 등록할 때 0원을 받는지는 문서에 없습니다.',
        },
      ],
      [
        'result',
        {
          en: 'A registration reads `paid` although nothing was taken. Show the PG’s message to the customer unaltered: the review asks for it.',
          ko: '결제가 없어도 등록 결과의 상태가 `paid`입니다. PG의 오류 메시지는 고객에게 그대로 보여 주어야 합니다(검수 항목).',
        },
      ],
      [
        'setup',
        {
          en: 'In production it fails with a permission error until Naver’s review has begun. Deleting a key has to give a reason and who asked.',
          ko: '네이버 검수가 시작되기 전에는 운영 환경에서 권한 오류로 실패합니다. 빌링키를 삭제할 때는 사유와 요청자를 함께 보내야 합니다.',
        },
      ],
    ],
    sources: [
      pgPage('naver', 'channel', 'amount', 'fields', 'limits'),
      manualPage('NAVERPAY/sample/naverpay-recurring', 'channel', 'amount', 'fields'),
      codeTable,
    ],
  },
  tosspay_v2: {
    notes: [
      [
        'fields',
        {
          en: '`customerId` has 50 characters at most. `tosspay_card` and `tosspay_money` are for ordinary payments only.',
          ko: '`customerId`는 50자까지입니다. `tosspay_card`와 `tosspay_money`는 일반결제에서만 쓸 수 있습니다.',
        },
      ],
      [
        'result',
        {
          en: 'Listen to the webhook too: a customer who closes the window at the wrong moment has a key that the browser never hears of. Its body names only `merchant_uid`, so keep which `customer_uid` belongs to it.',
          ko: '웹훅도 꼭 연동하세요. 고객이 발급 도중 창을 닫으면 브라우저는 모르는 빌링키가 생길 수 있습니다. 웹훅 본문에는 `merchant_uid`만 있으니 `customer_uid`와의 짝을 저장해 두어야 합니다.',
        },
      ],
      [
        'charges',
        {
          en: 'Never reuse a `customerUid`: the instrument it stood for can’t be registered again. Customers can change the instrument behind a key in the Toss app, so read the key again before you show it.',
          ko: '`customerUid`를 재사용하지 마세요. 이전에 등록한 수단은 다시 등록할 수 없게 됩니다. 고객이 토스 앱에서 연결 수단을 바꿀 수 있으므로, 화면에 보여 주기 전에 빌링키 정보를 다시 조회하세요.',
        },
      ],
      [
        'dispute',
        {
          en: 'The desktop window may be a popup (a warning on the page speaks of one): a fresh click is asked for.',
          ko: 'PC 결제창이 팝업일 수 있어(유의사항에 팝업이라는 말이 나옵니다) 클릭 직후에 엽니다.',
        },
      ],
    ],
    sources: [
      pgPage('tosspay-v2/readme', 'payMethods', 'channel', 'fields', 'limits'),
      pgPage('tosspay-v2/caution', 'channel', 'charges'),
      codeTable,
    ],
  },
  toss_brandpay: {
    notes: [
      [
        'amount',
        {
          en: 'Nothing is taken while the key is issued, whatever amount the window is opened with.',
          ko: '빌링키를 발급할 때는 어떤 금액을 넘겨도 결제되지 않습니다.',
        },
      ],
      [
        'window',
        {
          en: 'A frame over the page, on desktops and on phones. The key stands for a card or a bank account: the customer chooses there.',
          ko: 'PC와 모바일 모두 페이지 위의 iframe으로 열립니다. 빌링키는 카드나 은행 계좌에 연결되며, 고객이 결제창에서 고릅니다.',
        },
      ],
      [
        'fields',
        {
          en: '`customerId` has 2 to 50 letters, digits or `- _ = . @`. The member’s wallet is found by it: give each member one that can’t be guessed, such as a UUID, and always the same. Won only.',
          ko: '`customerId`는 영문자·숫자·`- _ = . @`로 된 2~50자입니다. 이 값으로 회원의 지갑을 찾으므로, 회원마다 UUID처럼 짐작할 수 없는 값을 정해 늘 같은 값을 넘겨 주세요. 원화만 됩니다.',
        },
      ],
      [
        'charges',
        {
          en: 'They use the card or account that was chosen here, whatever the customer picks in BrandPay later. A customer who leaves BrandPay or deletes it there ends the key: ask for a new one when a charge fails.',
          ko: '발급할 때 고른 카드·계좌로 청구되며, 고객이 나중에 브랜드페이에서 다른 수단을 골라도 바뀌지 않습니다. 고객이 탈퇴하거나 그 수단을 삭제하면 청구할 수 없으니, 실패하면 다시 등록하도록 안내하세요.',
        },
      ],
      [
        'setup',
        {
          en: 'Automatic payments need a risk review and an extra contract with Toss Payments, and the current SDK. Documented since September 2026.',
          ko: '자동결제는 토스페이먼츠의 리스크 검토와 추가 계약이 필요하고, 최신 SDK를 써야 합니다. 2026년 9월부터 문서에 있습니다.',
        },
      ],
    ],
    sources: [
      pgPage('toss-brandpay/billing', 'code', 'payMethods', 'channel', 'amount', 'fields', 'limits', 'charges'),
    ],
  },
  nice_v2: {
    notes: [
      [
        'amount',
        {
          en: 'Not said what an amount does: 0 is sent, as in the sample.',
          ko: '금액을 보내면 어떻게 되는지 문서에 없어, 예제처럼 0원을 보냅니다.',
        },
      ],
      [
        'fields',
        {
          en: 'KakaoPay and Naver Pay keys only; cards are issued over REST. `name` has 40 bytes at most, without any of `% & | $ - + = [ ]`. The encoding is not named: two bytes for a Korean syllable are counted here.',
          ko: '카카오페이와 네이버페이 빌링키만 발급합니다. 카드는 REST API로 발급합니다. `name`은 40바이트 이하이며 `% & | $ - + = [ ]`를 쓸 수 없습니다. 인코딩이 문서에 없어 한글 한 글자를 2바이트로 셉니다.',
        },
      ],
      ['charges', { en: 'They can’t be paid in instalments.', ko: '할부를 쓸 수 없습니다.' }],
      [
        'dispute',
        {
          en: 'Two tables say that no window issues keys here; the PG’s own, newer page has a tab for it.',
          ko: '표 두 곳에는 결제창 발급이 안 된다고 되어 있지만, 더 최근인 전용 문서에는 결제창 발급 탭이 있습니다.',
        },
      ],
    ],
    sources: [
      pgPage('nice-v2/readme', 'payMethods', 'channel', 'fields', 'limits'),
      pgPage('nice-v2/billing-api-caution', 'charges'),
      portonePage(billingGuide, 'code'),
      codeTable,
    ],
  },
  smilepay: {
    notes: [
      [
        'documents',
        {
          en: 'The guide names it among the PGs that issue keys in a window; its own page describes ordinary payments only, and that is where the facts here come from. Ask PortOne before you build on it.',
          ko: '빌링키 안내 문서의 결제창 발급 목록에는 있지만, 전용 문서에는 일반결제만 설명되어 있습니다. 여기의 정보도 일반결제 설명에서 가져왔으니, 도입 전에 포트원에 확인해 주세요.',
        },
      ],
      [
        'dispute',
        {
          en: 'What an amount does is not said: 0 is sent. On phones the current page says redirect, the manual and PortOne’s React Native wrapper callback: both are made ready.',
          ko: '금액을 보내면 어떻게 되는지 문서에 없어 0원을 보냅니다. 모바일에서 현재 문서는 리디렉션, 매뉴얼과 포트원의 React Native 모듈은 콜백이라고 하므로 둘 다 준비합니다.',
        },
      ],
    ],
    sources: [
      portonePage(billingGuide, 'code'),
      portonePage(requestPage, 'code'),
      pgPage('smilepay', 'payMethods', 'channel', 'fields'),
      manualPage('인증결제/sample/smilepay', 'channel'),
      nativeWrapper,
    ],
  },
} as const satisfies Record<string, PgFacts>;

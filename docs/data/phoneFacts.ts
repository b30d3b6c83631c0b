import {
  billingGuide,
  codeTable,
  manualPage,
  nativeWrapper,
  type PgFacts,
  pgPage,
  portonePage,
  requestPage,
} from './pgSources.js';

/** PGs that put the charge on the phone bill, and those that do it beside cards. */
export const phoneFacts = {
  danal: {
    notes: [
      [
        'amount',
        {
          en: 'Mandatory, and charged with the key. What an amount of 0 would do is not said, so it is refused.',
          ko: '필수이며 빌링키 발급과 함께 결제됩니다. 0원일 때의 동작은 문서에 없으므로 요청 전에 막습니다.',
        },
      ],
      [
        'charges',
        {
          en: 'Each has to be of the same amount as the first one, once a month, within five days of the first charge’s day of the month.',
          ko: '최초 결제와 같은 금액으로, 매월 최초 결제일의 앞뒤 5일 안에 해야 합니다.',
        },
      ],
      [
        'fields',
        {
          en: 'Give `buyer.tel` too. `company` is printed in the window, as is `period.text`. `extra: { phone: { detail } }` narrows the carriers, `extra: { prefill: { phoneNumber } }` fixes the number.',
          ko: '`buyer.tel`도 넘겨 주세요. `company`와 `period.text`는 결제창에 표시됩니다. `extra: { phone: { detail } }`로 통신사를 좁히고, `extra: { prefill: { phoneNumber } }`로 번호를 고정할 수 있습니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'That it always charges is said by the manual; the current table only says that it can. Taking the charge for made, and verifying it, can’t charge twice.',
          ko: '항상 결제된다는 말은 매뉴얼에만 있고, 현재 문서의 표에는 동시 결제가 가능하다고만 되어 있습니다. 결제된 것으로 보고 검증하면 어느 쪽이 맞든 두 번 결제되지 않습니다.',
        },
      ],
    ],
    sources: [
      manualPage(
        'en/Subscription/sample/danal-phone-request-billing-key',
        'payMethods',
        'channel',
        'amount',
        'charges',
      ),
      pgPage('danal', 'channel', 'fields'),
      portonePage(requestPage, 'fields'),
      codeTable,
    ],
  },
  mobilians: {
    notes: [
      ['amount', { en: 'Mandatory, and charged with the key.', ko: '필수이며 빌링키 발급과 함께 결제됩니다.' }],
      [
        'charges',
        {
          en: 'Each has to be of the same amount, every month on the day of the first one. The manual allows five days either way, the current page allows none: keep to the day.',
          ko: '매월 최초 결제일에 같은 금액으로 해야 합니다. 매뉴얼은 앞뒤 5일을 허용하지만 현재 문서에는 그런 여유가 없으니, 날짜를 지켜 주세요.',
        },
      ],
      [
        'setup',
        {
          en: 'Needs the service id for recurring payments: give it as `mid`. A phone number of the buyer is recommended.',
          ko: '정기결제용 서비스 아이디가 필요합니다. `mid`로 넘겨 주세요. 구매자 전화번호도 함께 넘기는 것을 권합니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'On phones the manual and PortOne’s React Native wrapper say callback, the current page says redirect: both are made ready. Whether the amount is charged is contradicted by a comment in the current page’s own sample (and by an English page that was deleted); four other places say that it is, so the charge is verified and not made again.',
          ko: '모바일에서 매뉴얼과 포트원의 React Native 모듈은 콜백, 현재 문서는 리디렉션이라고 하므로 둘 다 준비합니다. 금액이 결제되는지에 대해서는 현재 문서의 예제 주석(과 삭제된 영문 문서)만 반대로 말하고 나머지 네 곳은 결제된다고 합니다. 그래서 다시 결제하지 않고 검증하게 합니다.',
        },
      ],
    ],
    sources: [
      pgPage('kg', 'channel', 'amount', 'charges'),
      manualPage('en/Subscription/sample/mobilians-phone-request-billing-key', 'channel', 'amount', 'charges'),
      portonePage(billingGuide, 'payMethods'),
      portonePage(requestPage, 'fields'),
      nativeWrapper,
      codeTable,
    ],
  },
  mobilians_v2: {
    notes: [
      [
        'amount',
        {
          en: 'By phone it is always charged. By card 0 issues a key only, and more is charged with it. Amounts under 100 won are refused in the window.',
          ko: '휴대폰은 항상 결제됩니다. 카드는 0원이면 빌링키만 발급되고, 그보다 크면 함께 결제됩니다. 100원 미만은 결제창에서 거절됩니다.',
        },
      ],
      [
        'fields',
        {
          en: 'A card key that charges nothing demands `customerId` (20 bytes at most); it is demanded of every card order here, since a PG that has it can’t object. With `bypass: { mobilians_v2: { pay_options: { mc_fix_no: "Y" } } }` give `buyer.tel` too. Order numbers have 4 to 40 characters.',
          ko: '결제 없는 카드 빌링키에는 `customerId`(20바이트 이하)가 필수입니다. 넘겨서 문제 될 것이 없으므로 모든 카드 주문에서 필수로 합니다. `bypass: { mobilians_v2: { pay_options: { mc_fix_no: "Y" } } }`를 쓰면 `buyer.tel`도 넘겨 주세요. 주문번호는 4~40자입니다.',
        },
      ],
      [
        'setup',
        {
          en: 'A service id without recurring payments may take the money and issue no key. Card keys of a test channel can’t be charged.',
          ko: '정기결제가 설정되지 않은 서비스 아이디로는 결제만 되고 빌링키가 발급되지 않을 수 있습니다. 테스트 채널에서 발급한 카드 빌링키로는 결제할 수 없습니다.',
        },
      ],
      [
        'charges',
        {
          en: 'Without VAT and tax-free amounts, and without a sales slip.',
          ko: '부가세와 면세 금액을 지정할 수 없고, 매출전표도 제공되지 않습니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'No page gives a `pg` value: the code is inferred from the key of its `bypass`. Give a `channelKey`.',
          ko: '`pg` 값을 밝힌 문서가 없어 `bypass`의 키 이름에서 짐작한 코드입니다. `channelKey`를 함께 넘겨 주세요.',
        },
      ],
    ],
    sources: [pgPage('kg-mobilians-v2', 'payMethods', 'channel', 'amount', 'fields', 'limits', 'charges')],
  },
  welcome: {
    notes: [
      [
        'amount',
        {
          en: 'By card it is shown only; by phone it is charged with the key.',
          ko: '카드는 결제창에 표시만 되고, 휴대폰은 빌링키 발급과 함께 결제됩니다.',
        },
      ],
      [
        'fields',
        {
          en: 'Won only. `period` holds either both of `from` and `to`, or `interval` (`1m`, `1y`), and is not for phone payments on phones. Give `appScheme` in an iOS app and never on the mobile web. In the tab on ordinary payments less than 1,000 won takes the option `below1000` under `bypass.welcome`.',
          ko: '원화만 됩니다. `period`에는 `from`과 `to`를 함께 넣거나 `interval`(`1m`, `1y`)을 넣고, 모바일 휴대폰결제에서는 쓰지 않습니다. `appScheme`은 iOS 앱에서만 넘기고 모바일 웹에서는 넘기지 마세요. 일반결제 설명에 따르면 1,000원 미만은 `bypass.welcome`의 `below1000` 옵션이 필요합니다.',
        },
      ],
      [
        'charges',
        {
          en: 'Phone keys are for automatic monthly payments only, by rule of the carriers. Later charges need the buyer’s name.',
          ko: '휴대폰 빌링키는 통신사 정책상 월 자동결제로만 쓸 수 있습니다. 이후 청구에는 구매자 이름이 필요합니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'One page demands the buyer’s phone number always, another on desktops only: it is demanded always.',
          ko: '구매자 전화번호를 한 문서는 항상, 다른 문서는 PC에서만 필수라고 합니다. 항상 필수로 합니다.',
        },
      ],
    ],
    sources: [
      pgPage('welcome/readme', 'payMethods', 'channel', 'amount', 'fields'),
      pgPage('welcome/caution', 'fields', 'charges'),
      codeTable,
    ],
  },
  galaxia: {
    notes: [
      [
        'amount',
        {
          en: 'By card it is shown only, and 0 is shown as 1,000 won; by phone it is charged with the key.',
          ko: '카드는 표시만 되며 0원은 1,000원으로 보입니다. 휴대폰은 빌링키 발급과 함께 결제됩니다.',
        },
      ],
      [
        'fields',
        {
          en: 'Won only; `customerId` has 20 characters at most. `extra: { phone: { carrier } }` picks the carrier.',
          ko: '원화만 됩니다. `customerId`는 20자까지입니다. `extra: { phone: { carrier } }`로 통신사를 고를 수 있습니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'It has a page of its own and is missing from the tables and from the REST schema’s list of PGs that can be charged again. Try a later charge on the test channel first.',
          ko: '전용 문서는 있지만 PG 표와, REST API 스키마의 재결제 가능 PG 목록에는 없습니다. 테스트 채널에서 이후 청구까지 먼저 확인해 주세요.',
        },
      ],
    ],
    sources: [
      pgPage('galaxia', 'payMethods', 'channel', 'amount', 'fields', 'limits'),
      portonePage('src/routes/(root)/opi/ko/support/code-info/pg-2.mdx', 'code'),
    ],
  },
} as const satisfies Record<string, PgFacts>;

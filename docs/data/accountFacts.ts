import {
  billingGuide,
  codeTable,
  manualPage,
  nativeWrapper,
  type PgFacts,
  pgPage,
  portonePage,
  releaseNotes,
} from './pgSources.js';

/** PGs that charge a bank account, alone or beside cards. */
export const accountFacts = {
  chai: {
    notes: [
      [
        'documents',
        {
          en: 'Gone from the PortOne docs since March 2024, though the REST schema still names it; no source calls it discontinued. Ask PortOne before you build on it.',
          ko: '2024년 3월 이후 포트원 문서에서 사라졌지만 REST API 스키마에는 남아 있습니다. 종료되었다고 밝힌 곳은 없으니, 도입 전에 포트원에 확인해 주세요.',
        },
      ],
      [
        'dispute',
        {
          en: 'The manual says that the page leaves on desktops too. The release note of SDK 1.2.0 lets one choose a popup, without naming the parameter (presumably `popup`). Both ways are made ready on every device.',
          ko: '매뉴얼은 PC에서도 페이지를 떠난다고 합니다. SDK 1.2.0 릴리스 노트에는 팝업을 고를 수 있다고 되어 있지만 파라미터 이름이 없습니다(`popup`으로 짐작). 모든 기기에서 둘 다 받을 수 있게 준비합니다.',
        },
      ],
    ],
    sources: [
      manualPage('en/Subscription/sample/chai-request-billing-key', 'payMethods', 'channel', 'amount'),
      portonePage(releaseNotes, 'channel'),
      portonePage('src/schema/v1.openapi.json', 'code', 'charges'),
    ],
  },
  settle_acc: {
    notes: [
      [
        'amount',
        {
          en: 'Above 0 it is charged together with the key. The key stands for a bank account.',
          ko: '0원보다 크면 빌링키 발급과 함께 결제됩니다. 빌링키는 카드가 아니라 은행 계좌에 연결됩니다.',
        },
      ],
      [
        'setup',
        {
          en: 'Needs a recurring contract with Hecto Financial; its merchant id goes into `mid`. Give `buyer.tel`.',
          ko: '헥토파이낸셜과 정기결제 계약이 필요하고, 상점 아이디는 `mid`로 넘깁니다. `buyer.tel`도 넘기는 것을 권합니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'On phones the current page says redirect, PortOne’s React Native wrapper callback. Both are made ready.',
          ko: '모바일에서 현재 문서는 리디렉션, 포트원의 React Native 모듈은 콜백이라고 합니다. 그래서 둘 다 받을 수 있게 준비합니다.',
        },
      ],
    ],
    sources: [
      pgPage('settle/mybank', 'payMethods', 'channel', 'amount', 'fields'),
      nativeWrapper,
      portonePage(billingGuide, 'code'),
      codeTable,
    ],
  },
  kcp_quick: {
    notes: [
      [
        'fields',
        {
          en: '`bypass.kcpQuick` takes `actionType` (`Register` or `RegisterAutoPay`), `memberID` (16 characters at most) and `encryptedCI`, which your server makes: AES-256-ECB under the SHA-256 of the REST secret, in Base64. `registerAutoPay: true` asks for a key that can be charged without the customer.',
          ko: '`bypass.kcpQuick`에 `actionType`(`Register` 또는 `RegisterAutoPay`), `memberID`(16자 이하), 서버에서 만든 `encryptedCI`(REST secret의 SHA-256을 키로 한 AES-256-ECB, Base64)를 넣습니다. `registerAutoPay: true`를 넣으면 자동결제용 키를 발급합니다.',
        },
      ],
      [
        'charges',
        {
          en: 'By `POST /kcpquick/payment/autopay`, not by `/subscribe/payments/again`. From 300,000 won the customer is called by phone to confirm. Resetting the PIN wipes everything the customer has registered.',
          ko: '`/subscribe/payments/again`이 아니라 `POST /kcpquick/payment/autopay`로 청구합니다. 30만 원부터는 ARS 인증을 거칩니다. PIN을 초기화하면 등록된 수단이 모두 지워집니다.',
        },
      ],
      [
        'result',
        {
          en: 'A return carries `imp_status` and `kcp_action` beside the numbers.',
          ko: '리디렉션으로 돌아올 때 번호와 함께 `imp_status`, `kcp_action`이 붙습니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'It registers an instrument under `customer_uid` and is listed nowhere as a recurring PG. Registering takes no amount: 0 is sent.',
          ko: '`customer_uid`로 결제수단을 등록하지만 정기결제 PG로 소개된 곳은 없습니다. 등록에는 금액이 없어 0원을 보냅니다.',
        },
      ],
    ],
    sources: [
      pgPage('nhn-kcp/kcp-quickpay', 'payMethods', 'channel', 'fields', 'limits', 'charges'),
      portonePage('src/schema/v1.openapi.json', 'charges'),
    ],
  },
} as const satisfies Record<string, PgFacts>;

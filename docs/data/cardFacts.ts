import { codeTable, manualPage, nativeWrapper, type PgFacts, pgPage, portonePage } from './pgSources.js';

/** PGs that issue a key for a card and nothing else. */
export const cardFacts = {
  kcp_billing: {
    notes: [
      [
        'amount',
        {
          en: 'Nothing is taken, whatever amount the window is opened with; 0 is as good as any.',
          ko: '결제창에 어떤 금액을 넘겨도 승인되지 않습니다. 0원도 괜찮습니다.',
        },
      ],
      [
        'window',
        {
          en: 'On a desktop it first asks for a resident number and changes to a birth date after eight digits of the card. `bypass: { batch_birth_day_yn: "Y" }` shows the birth date from the start; `bypass: { site_logo }` puts your logo there (GIF or JPG under 150×50 px, which can slow the window down).',
          ko: 'PC에서는 주민등록번호 칸이 먼저 나오고, 카드번호 8자리를 입력하면 생년월일 칸으로 바뀝니다. `bypass: { batch_birth_day_yn: "Y" }`를 넘기면 처음부터 생년월일 칸이 보이고, `bypass: { site_logo }`로 로고를 넣을 수 있습니다(150×50px 미만의 GIF·JPG, 결제창이 느려질 수 있습니다).',
        },
      ],
      [
        'setup',
        {
          en: 'Recurring payments have a site code of their own: give it as `mid`. Issuing over REST uses another code, `kcp`.',
          ko: '정기결제용 사이트 코드가 따로 있습니다. `mid`로 넘겨 주세요. REST API로 발급할 때는 다른 코드인 `kcp`를 씁니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'The manual says that the desktop window hides the amount, the current page knows no such exception. Nothing here depends on it.',
          ko: '매뉴얼은 PC 결제창에 금액이 보이지 않는다고 하지만, 현재 문서에는 그런 예외가 없습니다. 이 라이브러리의 동작과는 무관합니다.',
        },
      ],
    ],
    sources: [
      pgPage('nhn-kcp/readme', 'payMethods', 'channel', 'amount', 'fields'),
      manualPage('en/Subscription/sample/kcp-request-billing-key', 'channel', 'amount'),
      codeTable,
    ],
  },
  html5_inicis: {
    notes: [
      [
        'window',
        {
          en: 'On phones `bypass: { inicis: { authtype: "01" } }` asks only for the card number, its expiry and the birth date. A phone number of the buyer is recommended.',
          ko: '모바일에서 `bypass: { inicis: { authtype: "01" } }`을 넘기면 카드번호·유효기간·생년월일만 묻습니다. 구매자 전화번호도 함께 넘기는 것을 권합니다.',
        },
      ],
      [
        'charges',
        {
          en: 'The REST schema demands `name` in them.',
          ko: 'REST API로 청구할 때 `name`이 필수입니다(API 스키마 기준).',
        },
      ],
      ['setup', { en: 'The channel needs the INILite key.', ko: '채널에 INILite 키를 등록해야 합니다.' }],
      [
        'dispute',
        {
          en: 'On phones the current page (about all its tabs at once) and the English manual say redirect; the Korean manual and PortOne’s React Native wrapper say callback. Both are made ready.',
          ko: '모바일에서 현재 문서(페이지 전체에 대한 설명)와 영문 매뉴얼은 리디렉션, 국문 매뉴얼과 포트원의 React Native 모듈은 콜백이라고 합니다. 그래서 둘 다 받을 수 있게 준비합니다.',
        },
      ],
    ],
    sources: [
      pgPage('inicis', 'channel', 'amount', 'fields'),
      manualPage('비인증결제/example/inicis-request-billing-key', 'channel', 'amount'),
      manualPage('en/Subscription/sample/inicis-request-billing-key', 'channel', 'amount'),
      nativeWrapper,
      portonePage('src/schema/v1.openapi.json', 'charges'),
    ],
  },
  danal_tpay: {
    notes: [
      [
        'amount',
        {
          en: 'With 0, Danal makes a test payment of 10 won and takes it back by itself after about half an hour. Above 0 the amount is charged together with the key.',
          ko: '0원이면 다날이 10원을 시험 결제했다가 30분쯤 뒤 스스로 취소합니다. 0원보다 크면 빌링키 발급과 함께 그 금액이 결제됩니다.',
        },
      ],
      [
        'fields',
        {
          en: 'Give `buyer.tel`: the window may fail without it. `period.from` and `period.to` are printed in it.',
          ko: '`buyer.tel`을 넘겨 주세요. 없으면 결제창에서 오류가 날 수 있습니다. `period.from`과 `period.to`는 결제창에 표시됩니다.',
        },
      ],
      [
        'dispute',
        {
          en: 'Both sources say callback on every device, yet the billing tab has lately listed `m_redirect_url` for phones without saying when it is used. Both are made ready.',
          ko: '두 출처 모두 기기와 관계없이 콜백이라고 하지만, 최근 빌링키 탭에 모바일용 `m_redirect_url`이 용도 설명 없이 추가되었습니다. 그래서 둘 다 받을 수 있게 준비합니다.',
        },
      ],
    ],
    sources: [
      pgPage('danal', 'payMethods', 'channel', 'amount', 'fields'),
      manualPage('en/Subscription/sample/danal-card-request-billing-key', 'channel', 'amount'),
      codeTable,
    ],
  },
  jtnet: {
    notes: [
      [
        'documents',
        {
          en: 'Gone from the PortOne docs since April 2024; no source calls it discontinued. Ask PortOne before you build on it.',
          ko: '2024년 4월 이후 포트원 문서에서 사라졌습니다. 종료되었다고 밝힌 곳은 없으니, 도입 전에 포트원에 확인해 주세요.',
        },
      ],
      [
        'amount',
        {
          en: 'Above 0 it is charged together with the key.',
          ko: '0원보다 크면 빌링키 발급과 함께 결제됩니다.',
        },
      ],
    ],
    sources: [
      manualPage('en/Subscription/sample/jtnet-request-billing-key', 'payMethods', 'channel', 'amount'),
      portonePage(
        'src/content/docs/en/payment-integration-by-pg/payment-gateways/jtnet.mdx (deleted by 35d23b12)',
        'channel',
        'amount',
      ),
    ],
  },
  kicc: {
    notes: [
      [
        'setup',
        {
          en: 'Needs a merchant id that KICC has approved for recurring payments: give it as `mid`. A phone number of the buyer is recommended.',
          ko: 'KICC가 정기결제용으로 승인한 상점 아이디가 필요합니다. `mid`로 넘겨 주세요. 구매자 전화번호도 함께 넘기는 것을 권합니다.',
        },
      ],
    ],
    sources: [
      pgPage('kicc', 'channel', 'amount'),
      manualPage('en/Subscription/sample/kicc-request-billing-key', 'payMethods', 'channel', 'amount'),
      codeTable,
    ],
  },
  tosspayments: {
    notes: [
      [
        'fields',
        {
          en: 'Give `customerId`, your own id of the member: PortOne makes one up when it is missing, and the keys can’t be matched to your members.',
          ko: '`customerId`에 회원 아이디를 넘겨 주세요. 없으면 포트원이 임의로 만들기 때문에 빌링키를 회원과 짝지을 수 없습니다.',
        },
      ],
      [
        'result',
        {
          en: 'Needs the current SDK; its answer holds `imp_uid` and `merchant_uid` only.',
          ko: '최신 SDK가 필요하고, 응답에는 `imp_uid`와 `merchant_uid`만 있습니다.',
        },
      ],
      [
        'channel',
        {
          en: 'The page has no sentence about it: callback on desktops comes from its sample, redirect on phones from `m_redirect_url` being mandatory there.',
          ko: '문서에 명시된 문장은 없습니다. PC 콜백은 예제 코드에서, 모바일 리디렉션은 `m_redirect_url`이 필수라는 점에서 가져왔습니다.',
        },
      ],
    ],
    sources: [pgPage('newtoss/readme', 'payMethods', 'channel', 'amount'), codeTable],
  },
  smartro_v2: {
    notes: [
      [
        'window',
        {
          en: 'Korean only, with an identity check by phone once for each `customerId`. `bypass: { smartro_v2: { IsPwdPass: "Y" } }` skips setting a payment password.',
          ko: '한국어만 지원하며, `customerId`마다 한 번씩 휴대폰 본인인증을 합니다. `bypass: { smartro_v2: { IsPwdPass: "Y" } }`를 넘기면 결제 비밀번호 설정을 건너뜁니다.',
        },
      ],
      [
        'fields',
        {
          en: '`customerId` has 20 characters at most. Order numbers are letters and digits, and cut at 40.',
          ko: '`customerId`는 20자까지입니다. 주문번호는 영문자와 숫자만 쓸 수 있고 40자에서 잘립니다.',
        },
      ],
      [
        'charges',
        {
          en: 'They need the name, e-mail and phone number of the buyer.',
          ko: '구매자 이름·이메일·전화번호가 필요합니다.',
        },
      ],
    ],
    sources: [
      pgPage('smartro-v2/readme', 'payMethods', 'channel', 'fields'),
      pgPage('smartro-v2/caution', 'limits', 'charges'),
      codeTable,
    ],
  },
} as const satisfies Record<string, PgFacts>;

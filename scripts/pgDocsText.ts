import type { Claim, NoteSubject } from '../src/core/pg/facts/PgFacts.js';
import type { AmountRule, Device, PgConfidence, ResultChannel } from '../src/core/pg/PgRow.js';

/** Everything in docs/pg.md that is not a fact about one PG. */
export interface PgDocsText {
  readonly generated: string;
  readonly intro: string;
  readonly columns: readonly string[];
  readonly channels: Readonly<Record<ResultChannel, string>>;
  readonly amounts: Readonly<Record<AmountRule, string>>;
  readonly confidences: Readonly<Record<PgConfidence, string>>;
  readonly popup: string;
  /** What is chosen for the host at a PG that leaves the choice. */
  readonly defaults: Readonly<Record<Device, string>>;
  readonly anyPayMethod: string;
  readonly amountAboveZero: string;
  readonly nothing: string;
  readonly guide: string;
  readonly subjects: Readonly<Record<NoteSubject, string>>;
  readonly claims: Readonly<Record<Claim, string>>;
  readonly sources: string;
  readonly details: string;
}

const en: PgDocsText = {
  generated: 'Written by scripts/pgDocs.ts from src/core/pg. Change the facts there and run it again.',
  intro: `# The PGs

**English** | [한국어](pg.ko.md)

Every PG through which i’mport (PortOne V1) issues a billing key in a payment window, what the library does at each, and why.
\`listPgs()\` gives the same facts to your code.`,
  columns: ['PG', '`pg`', '`payMethod`', 'Answer on desktops', 'Answer on phones', 'Amount', 'Must have', 'Confidence'],
  channels: {
    callback: 'callback',
    redirect: 'redirect',
    either: 'your choice',
    disputed: 'ready for both',
  },
  amounts: {
    'display-only': 'shown only',
    'charged-if-positive': 'charged if above 0',
    'always-charged': 'always charged',
    unknown: 'unknown, 0 is sent',
  },
  confidences: { high: 'high', medium: 'medium', low: 'low' },
  popup: 'popup',
  defaults: { desktop: 'popup by default', phone: 'redirect by default' },
  anyPayMethod: 'none',
  amountAboveZero: '`amount` above 0',
  nothing: 'nothing more',
  guide: `## How to read the table

**Answer.** *callback*: the page stays. *redirect*: the page leaves and comes back to \`redirectUrl\`, by default the page’s own
address. *ready for both*: the sources disagree or are silent, so a callback and an address to come back to are both given.
*popup*: the window is, or may be, a browser popup, which opens only right after a click.

**Amount**, and who takes the first payment:

| Rule | Sent to the window | \`chargedAtIssue\` |
| --- | --- | --- |
| shown only | the amount | \`false\`: your backend charges |
| charged if above 0 | 0; with \`initialCharge: 'at-issue'\` the amount | \`false\`; with \`'at-issue'\` \`true\`, unless the amount is 0 |
| always charged | the amount, which must be above 0 | \`true\`: your backend verifies and does not charge |
| unknown | 0 | \`false\`: your backend charges |

\`charge\` is told \`chargedAtIssue\` every time. A backend that looks up \`GET /payments/{imp_uid}\` when it is \`true\`, and charges
only when it is \`false\`, can’t charge twice at any PG. When that look-up fails, the next click repeats it; no window opens that
would take the money again. An \`initialCharge\` that a PG can’t do is refused before the window
opens, and by the types.

**Must have** lists what the PG refuses to go without; the types demand it, and so does the check at run time. \`customerUid\`,
\`name\` and \`amount\` are needed everywhere.

**Confidence.** *high*: the sources agree on all that matters here. *medium*: something that matters is disputed, unknown or
inferred. *low*: today’s documents don’t describe how this PG issues keys; it works as far as is known, so try it on a test
channel and ask PortOne.

## When sources disagree

The safe way is taken: nothing that could be charged is sent unless it is certain what happens to it, answers are awaited in
both places, and a payment that may have been made is verified and never made again. The newest document wins where it
speaks about billing keys; a sentence about a whole page does not beat two documents about the very case.

## Keys on the phone bill

\`danal\`, \`mobilians\`, and \`payMethod: 'phone'\` at \`mobilians_v2\`, \`welcome\` and \`galaxia\`: the first payment is taken with the
key, always. \`digital\` has to be given: true for what is not shipped.

At \`danal\` and \`mobilians\` every later charge has to be of the **same amount**, monthly, on the **same day of the month** as the
first (five days either way are allowed at \`danal\`, and at \`mobilians\` by the old manual only). \`welcome\` names the carriers’
rule that keys are for monthly payments. The other two say nothing; expect the same there, since the carriers are the same. So a
price that changes, a free trial or a yearly plan is not for the phone bill.

## A PG that is not here

\`\`\`ts
import { customPg } from 'react-billing-key/core';

const ksnet = customPg({ code: 'ksnet_v3', payMethods: ['card'], phone: 'redirect' });
\`\`\`

Whatever you leave out is taken in the safe way: ready for both, amount 0, a popup to be expected. It also serves for a row
here that you know better.`,
  subjects: {
    amount: 'Amount',
    channel: 'Answer',
    fields: 'Fields',
    window: 'Window',
    result: 'Result',
    charges: 'Later charges',
    setup: 'Setup',
    documents: 'Documents',
    dispute: 'Open',
  },
  claims: {
    code: 'code',
    payMethods: 'pay methods',
    channel: 'answer',
    amount: 'amount',
    fields: 'fields',
    limits: 'limits',
    charges: 'later charges',
  },
  sources: 'Sources',
  details: 'One by one',
};

const ko: PgDocsText = {
  generated: 'scripts/pgDocs.ts가 src/core/pg에서 만든 문서입니다. 내용은 그쪽에서 고친 뒤 다시 실행해 주세요.',
  intro: `# PG 목록

[English](pg.md) | **한국어**

아임포트(포트원 V1) 결제창으로 빌링키를 발급할 수 있는 모든 PG와, 각 PG에서 이 라이브러리가 어떻게 동작하는지, 왜 그런지를
정리했습니다. 코드에서는 \`listPgs()\`로 같은 정보를 얻을 수 있습니다.`,
  columns: ['PG', '`pg`', '`payMethod`', 'PC 결과 수신', '모바일 결과 수신', '금액', '필수 값', '신뢰도'],
  channels: {
    callback: '콜백',
    redirect: '리디렉션',
    either: '선택',
    disputed: '둘 다 준비',
  },
  amounts: {
    'display-only': '표시만',
    'charged-if-positive': '0원보다 크면 결제',
    'always-charged': '항상 결제',
    unknown: '알 수 없음(0원 전송)',
  },
  confidences: { high: '높음', medium: '보통', low: '낮음' },
  popup: '팝업',
  defaults: { desktop: '기본값 팝업', phone: '기본값 리디렉션' },
  anyPayMethod: '없음',
  amountAboveZero: '0보다 큰 `amount`',
  nothing: '추가 없음',
  guide: `## 표 읽는 법

**결과 수신.** *콜백*은 페이지가 그대로 있습니다. *리디렉션*은 페이지를 떠났다가 \`redirectUrl\`(기본값은 현재 페이지 주소)로
돌아옵니다. *둘 다 준비*는 출처끼리 말이 다르거나 설명이 없어, 콜백과 돌아올 주소를 모두 넘긴다는 뜻입니다. *팝업*은 결제창이
브라우저 팝업이거나 그럴 수 있어 클릭 직후에만 열린다는 뜻입니다.

**금액**과 첫 결제:

| 규칙 | 결제창에 보내는 금액 | \`chargedAtIssue\` |
| --- | --- | --- |
| 표시만 | 주문 금액 | \`false\`: 백엔드가 결제합니다 |
| 0원보다 크면 결제 | 0원. \`initialCharge: 'at-issue'\`면 주문 금액 | \`false\`. \`'at-issue'\`면 \`true\`(금액이 0이면 \`false\`) |
| 항상 결제 | 주문 금액(0보다 커야 함) | \`true\`: 백엔드는 검증만 하고 결제하지 않습니다 |
| 알 수 없음 | 0원 | \`false\`: 백엔드가 결제합니다 |

\`charge\`는 매번 \`chargedAtIssue\`를 받습니다. \`true\`일 때는 \`GET /payments/{imp_uid}\`로 확인만 하고 \`false\`일 때만 결제하는
백엔드라면 어느 PG에서도 두 번 결제되지 않습니다. 이 확인에 실패하면 다음 클릭은 확인만 다시 하고, 결제창을 다시 열지 않습니다. PG가 할 수 없는 \`initialCharge\`는 타입 오류이고, 실행 중에도 결제창을 열기
전에 막습니다.

**필수 값**은 없으면 PG가 거절하는 값입니다. 타입에서도, 실행 중에도 확인합니다. \`customerUid\`, \`name\`, \`amount\`는 어디서나
필요합니다.

**신뢰도.** *높음*은 동작에 영향을 주는 내용에서 출처가 모두 일치합니다. *보통*은 그중 일부가 엇갈리거나, 알려지지 않았거나,
짐작한 것입니다. *낮음*은 현재 문서에 이 PG의 빌링키 발급 설명이 없습니다. 알려진 범위에서는 동작하지만, 테스트 채널에서
확인하고 포트원에 문의해 주세요.

## 출처가 서로 다를 때

안전한 쪽을 택합니다. 어떻게 처리될지 확실하지 않으면 결제될 수 있는 금액을 보내지 않고, 결과는 양쪽에서 모두 기다리며, 이미
결제되었을 수 있는 건은 검증만 하고 다시 결제하지 않습니다. 빌링키를 직접 설명한 문서 가운데 가장 최근 것을 따르되, 페이지
전체에 대한 한 문장보다는 바로 그 경우를 설명한 두 문서를 믿습니다.

## 휴대폰 요금으로 결제하는 빌링키

\`danal\`, \`mobilians\`, 그리고 \`mobilians_v2\`·\`welcome\`·\`galaxia\`의 \`payMethod: 'phone'\`은 빌링키를 발급할 때 첫 결제가 항상
이루어집니다. \`digital\`은 반드시 넘겨야 하며, 배송하지 않는 상품이면 true입니다.

\`danal\`과 \`mobilians\`의 이후 청구는 **같은 금액**으로, 매월 최초 결제일과 **같은 날**에 해야 합니다(\`danal\`은 앞뒤 5일을
허용하고, \`mobilians\`는 옛 매뉴얼에서만 허용합니다). \`welcome\`은 통신사 정책상 월 자동결제에만 쓸 수 있다고 안내합니다.
나머지 둘은 설명이 없지만 통신사가 같으니 같은 제한이 있다고 보세요. 금액이 바뀌는 요금제, 무료 체험, 연 단위 요금제에는
맞지 않습니다.

## 목록에 없는 PG

\`\`\`ts
import { customPg } from 'react-billing-key/core';

const ksnet = customPg({ code: 'ksnet_v3', payMethods: ['card'], phone: 'redirect' });
\`\`\`

적지 않은 항목은 안전한 쪽으로 정해집니다. 콜백과 리디렉션을 모두 준비하고, 0원으로 열며, 팝업일 수 있다고 봅니다. 목록에 있는
PG라도 더 정확한 정보를 알고 있다면 이렇게 바꿔 쓸 수 있습니다.`,
  subjects: {
    amount: '금액',
    channel: '결과 수신',
    fields: '필드',
    window: '결제창',
    result: '응답',
    charges: '이후 청구',
    setup: '설정',
    documents: '문서',
    dispute: '확인되지 않은 점',
  },
  claims: {
    code: '코드',
    payMethods: '결제수단',
    channel: '결과 수신',
    amount: '금액',
    fields: '필드',
    limits: '제한',
    charges: '이후 청구',
  },
  sources: '출처',
  details: 'PG별 설명',
};

export const pgDocsText = { en, ko } as const;

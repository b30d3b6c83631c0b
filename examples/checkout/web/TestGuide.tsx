import type { ReactNode } from 'react';

const CARDS = [
  ['4242-4242-4242-4242', '등록되고 결제돼요'],
  ['4000-0000-0000-0002', '등록되지만 결제가 거절돼요'],
  ['4000-0000-0000-0119', '등록되지만 한도를 넘어요'],
  ['4000-0000-0000-0069', '등록이 거절돼요'],
] as const;

/** For the developer who tries it out: what is simulated, which cards there are, and what the card's name is made of. */
export function TestGuide({ customerUid }: { customerUid: string }): ReactNode {
  return (
    <details className="panel guide">
      <summary>모의 결제로 써 보는 방법</summary>
      <p>
        아임포트 서버만 흉내 낸 것이고 나머지는 모두 진짜예요. 실제 카드 번호는 쓰지 마세요. 결제창에서는 아래 카드만 쓸
        수 있어요.
      </p>
      <dl>
        {CARDS.map(([number, effect]) => (
          <div key={number}>
            <dt className="code">{number}</dt>
            <dd>{effect}</dd>
          </div>
        ))}
      </dl>
      <p>
        다음에 등록할 카드의 customerUid는 <code className="code">{customerUid}</code>예요. 이 브라우저에 저장한 임의의
        값에 몇 번째 카드인지를 붙였어요. customerUid 하나는 카드 한 장을 뜻하고, 같은 값으로 다시 등록하면 앞의 카드가
        조용히 바뀌어요. 로그인이 있는 서비스라면 서버에서 회원 번호로 만들고, 전화번호나 이메일은 쓰지 마세요.
      </p>
    </details>
  );
}

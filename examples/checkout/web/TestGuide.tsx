import { type ReactNode, useState } from 'react';
import { declineNext, moveClock } from './api.js';

const CARDS = [
  ['4242-4242-4242-4242', '등록되고 결제돼요'],
  ['4000-0000-0000-0002', '등록되지만 결제가 거절돼요'],
  ['4000-0000-0000-0119', '등록되지만 한도 초과로 거절돼요'],
  ['4000-0000-0000-0069', '등록이 거절돼요'],
] as const;

interface TestGuideProps {
  /** Time has passed: what the page shows is old. */
  onMoved(): void;
}

/** For the developer who tries it out: what is simulated, which cards there are, and time, which can be moved on. */
export function TestGuide({ onMoved }: TestGuideProps): ReactNode {
  const [news, setNews] = useState('');
  const moveOn = (days: number) => async () => {
    await moveClock(days);
    setNews(`${days}일이 지났어요.`);
    onMoved();
  };
  return (
    <details className="panel guide">
      <summary>모의 결제 이용 방법</summary>
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
        시간을 앞당기면 체험이 끝나고 다음 달이 결제돼요. 결제를 한 번 거절되게 하면, 실패한 결제를 고치는 모습을 볼 수
        있어요.
      </p>
      <p className="ways">
        <button type="button" className="quiet" onClick={() => void moveOn(15)()}>
          15일 앞당기기
        </button>
        <button type="button" className="quiet" onClick={() => void moveOn(32)()}>
          한 달 앞당기기
        </button>
        <button
          type="button"
          className="quiet"
          onClick={async () => {
            await declineNext();
            setNews('다음 결제는 거절돼요.');
          }}
        >
          다음 결제 거절하기
        </button>
      </p>
      <p role="status">{news}</p>
      <p>
        customerUid와 주문번호는 서버가 주문마다 무작위로 만들고, 그 고객의 것만 결제해요. 이 예제에서는 쿠키 하나가
        고객 한 명이에요. 로그인이 있는 서비스라면 세션에서 회원을 찾아 주세요.
      </p>
    </details>
  );
}

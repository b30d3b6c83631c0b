import type { ReactNode } from 'react';
import type { Plan } from '../server/plans.js';
import { won } from './format.js';

/** What a plan holds. Its name and its price come from the backend. */
const PERKS: Readonly<Record<string, string[]>> = {
  basic: ['모든 아티클 무제한 읽기', '매주 월요일 뉴스레터', '언제든 해지할 수 있어요'],
  plus: ['베이직의 모든 혜택', '오디오북 매월 3권', '가족 4명까지 함께'],
  trial: ['14일 동안 베이직의 모든 혜택', '체험 중에 해지하면 결제되지 않아요'],
};

interface PlanPickerProps {
  plans: readonly Plan[];
  planId: string | undefined;
  /** The plan that the customer has. */
  ownedId: string | undefined;
  onPick(planId: string): void;
}

export function PlanPicker({ plans, planId, ownedId, onPick }: PlanPickerProps): ReactNode {
  return (
    <fieldset className="plans">
      <legend className="visually-hidden">구독 상품</legend>
      {plans.map(({ id, name, amount, trialDays }) => (
        <label key={id} className="panel plan">
          <input type="radio" name="plan" value={id} checked={id === planId} onChange={() => onPick(id)} />
          <span className="plan-name">
            {name}
            {id === ownedId && <span className="chip">이용 중</span>}
          </span>
          <span className="plan-price">
            {trialDays !== undefined && `${trialDays}일 무료, 그 뒤 `}월 <strong>{won(amount)}</strong>
          </span>
          <ul className="perks">
            {PERKS[id]?.map((perk) => (
              <li key={perk}>{perk}</li>
            ))}
          </ul>
        </label>
      ))}
    </fieldset>
  );
}

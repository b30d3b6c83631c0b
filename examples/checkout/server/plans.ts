import type { Price } from '../../../src/server/index.js';

/** What is sold, and for how much. The browser never says a price. */
export const plans: Readonly<Record<string, Price>> = {
  basic: { name: '모두의 구독 베이직', amount: 9900, period: { unit: 'month' } },
  plus: { name: '모두의 구독 플러스', amount: 14900, period: { unit: 'month' } },
  trial: {
    name: '모두의 구독 체험',
    amount: 0,
    period: { unit: 'month' },
    trial: { days: 14, amountAfter: 9900 },
  },
};

/** What the page shows of a plan. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  /** Of a month; of a trial, what a month costs when it is over. */
  readonly amount: number;
  /** Days without a charge before the first month. */
  readonly trialDays?: number | undefined;
}

export const planList: readonly Plan[] = Object.entries(plans).map(([id, { name, amount, trial }]) => ({
  id,
  name,
  amount: trial?.amountAfter ?? amount,
  ...(trial && { trialDays: trial.days }),
}));

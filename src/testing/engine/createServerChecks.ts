import type { IamportRequest } from '../../iamport/wire.js';
import type { FakeFailed } from '../FakeOutcome.js';

/** What i'mport's server refuses before a PG hears of it. */
export interface ServerChecks {
  refuse(params: IamportRequest): FakeFailed | undefined;
  /** An order number is spent once a key was issued under it. */
  spend(merchantUid: string): void;
}

export function createServerChecks(): ServerChecks {
  const spent = new Set<string>();

  function findProblem({ amount, merchant_uid }: IamportRequest): string | undefined {
    // Whatever the types say: what a page sends is what its code made of a price.
    const price: unknown = amount;
    if (price !== undefined && (typeof price !== 'number' || !Number.isFinite(price) || price < 0)) {
      return 'amount는 0 이상의 숫자여야 합니다';
    }
    if (merchant_uid.length > 40) return 'merchant_uid는 40자를 넘을 수 없습니다';
    if (spent.has(merchant_uid)) return '이미 결제가 이루어진 주문번호(merchant_uid)입니다';
    return undefined;
  }

  return {
    refuse(params) {
      const problem = findProblem(params);
      return problem === undefined ? undefined : { type: 'refused', errorMsg: problem, impUid: null };
    },
    spend: (merchantUid) => spent.add(merchantUid),
  };
}

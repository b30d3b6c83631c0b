import type { IamportCallback, IamportRequest, IamportResponse } from '../../../src/iamport/wire.js';
import type { FakeIamport } from '../../../src/testing/index.js';

type ShopState = 'idle' | 'open' | 'registered' | 'cancelled' | 'failed';

/** A shop with one button, as it comes out of a tutorial. */
export interface Shop {
  state: ShopState;
  readonly imp: FakeIamport;
  /** Puts the script in, or finds it there. */
  readonly addScript: () => Promise<HTMLScriptElement>;
}

/** What a page runs, and when. */
export interface ShopCode {
  /** When it comes up. */
  readonly mount?: () => void | Promise<void>;
  readonly unmount?: () => void;
  readonly click: () => void | Promise<void>;
  readonly cancel?: () => void;
}

let number = 0;

export function order(changes: Partial<IamportRequest> = {}): IamportRequest {
  number += 1;
  const uid = `order${number}`;
  return { pg: 'html5_inicis', merchant_uid: uid, customer_uid: 'c1', name: '월 구독', amount: 1000, ...changes };
}

export const init = ({ imp }: Shop) => imp.IMP.init('imp00000000');

/** The callback of someone who has read the table of answers. */
export function judge({ success, imp_success, imp_uid, error_code, error_coe, error_msg }: IamportResponse): ShopState {
  const flags = [success, imp_success].map(String);
  const named = error_code != null || error_coe != null || error_msg != null;
  if (flags.includes('false') || (named && !flags.includes('true'))) {
    return /취소|결제포기|cancel/i.test(error_msg ?? '') ? 'cancelled' : 'failed';
  }
  return imp_uid ? 'registered' : 'failed';
}

export function pay(shop: Shop, params = order(), judged: (answer: IamportResponse) => ShopState = judge): void {
  shop.state = 'open';
  const callback: IamportCallback = (answer) => {
    shop.state = judged(answer);
  };
  shop.imp.IMP.request_pay(params, callback);
}

/** Init once, one request at a time, everything else as given. */
export function shopCode(shop: Shop, click: () => void | Promise<void> = () => pay(shop)): ShopCode {
  return {
    mount: () => init(shop),
    click: () => (shop.state === 'open' ? undefined : click()),
  };
}

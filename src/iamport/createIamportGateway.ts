import { completeOrder } from '../core/completeOrder.js';
import { examineExtra } from '../core/devWarnings/examineExtra.js';
import { BillingKeyError } from '../core/errors/BillingKeyError.js';
import { describeProblems } from '../core/errors/describeProblems.js';
import type { Gateway, GatewayOptions } from '../core/Gateway.js';
import type { IssuedKey as AnyIssuedKey } from '../core/IssuedKey.js';
import { getDevice } from '../core/lib/device.js';
import { createIamportSdk, type IamportSdkOptions } from './createIamportSdk.js';
import { examineAttempt } from './devWarnings/examineAttempt.js';
import { examineNumbers } from './devWarnings/examineNumbers.js';
import { examineRefusal } from './devWarnings/examineRefusal.js';
import type { IssuedKey } from './IssuedKey.js';
import type { BillingOrder } from './order.js';
import { orderProblems } from './orderProblems.js';
import type { CustomPg } from './pg/customPg.js';
import { decidePg } from './pg/decidePg.js';
import { rowOf } from './pg/pgRules.js';
import type { PgCode } from './pg/pgTable.js';
import { readAnswer } from './readAnswer.js';
import { keepPairs, readReturn } from './returnUrl.js';
import { toWire } from './toWire.js';

/** Which PG and channel of the account registers the card. */
export interface IamportOptions extends GatewayOptions {
  /** i'mport's code of the PG, which decides what an order needs; `customPg()` for an unlisted one. */
  readonly pg: PgCode | CustomPg;
  /** Merchant id of the channel: the SDK is asked for `{pg}.{mid}`. */
  readonly mid?: string | undefined;
  /** The channel's key in the PortOne console; `pg` still names the rules. */
  readonly channelKey?: string | undefined;
}

/**
 * The SDK of i'mport (PortOne V1) as the gateway of a billing client.
 *
 * @example
 * const client = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp00000000' }) });
 */
export function createIamportGateway(settings: IamportSdkOptions): Gateway {
  const { open: openSdk, assertReachable, ...sdk } = createIamportSdk(settings);
  return {
    ...sdk,
    api: 'v1',
    optionNames: ['mid', 'channelKey'] satisfies (keyof IamportOptions)[],
    readReturn,

    prepare(given, options, page) {
      const { pg, mid, channelKey } = options as IamportOptions;
      const device = getDevice();
      const order = completeOrder(given as BillingOrder, page, readReturn, ({ payMethod }) =>
        demandsCustomer(pg, payMethod),
      );
      const problems = orderProblems(pg, order, device);
      if (problems.length > 0) {
        if (process.env.NODE_ENV !== 'production') examineRefusal(given as BillingOrder, problems);
        throw new BillingKeyError('invalid_request', describeProblems(problems), { problems });
      }
      const decision = decidePg(pg, order, device);
      if (process.env.NODE_ENV !== 'production') {
        examineAttempt({ pg, channelKey }, decision);
        examineNumbers(order, decision.chargedAtIssue, page.records());
      }
      const { redirectUrl } = order;
      return {
        pg: decision.code,
        payMethod: decision.payMethod,
        orderNumber: order.merchantUid,
        chargeNumber: order.chargeMerchantUid,
        card: order.customerUid,
        channel: decision.channel,
        opensPopup: decision.opensPopup,
        needsClick: decision.opensPopup && !decision.ui,
        chargedAtIssue: decision.chargedAtIssue,
        kept: redirectUrl === undefined ? undefined : keepPairs(redirectUrl),
        assertReachable,
        open({ orderNumber }, onAnswer) {
          const request = toWire(order, decision, { merchantUid: orderNumber, redirectUrl, mid, channelKey });
          if (process.env.NODE_ENV !== 'production') examineExtra(order.extra, request);
          openSdk({
            request,
            ui: decision.ui,
            onAnswer: (response) => onAnswer(readAnswer(response ?? {}, orderNumber)),
          });
        },
      };
    },

    numbersOf(record) {
      return {
        customerUid: record.card ?? '',
        merchantUid: record.orderNumber,
        impUid: record.key.impUid ?? '',
        chargeMerchantUid: record.chargeNumber,
      } satisfies Omit<IssuedKey, keyof AnyIssuedKey>;
    },
  };
}

function demandsCustomer(pg: PgCode | CustomPg, payMethod: string | undefined): boolean {
  const row = rowOf(pg);
  return [row?.requires, row?.requiresFor?.[String(payMethod)]].some((fields) => fields?.includes('customerId'));
}

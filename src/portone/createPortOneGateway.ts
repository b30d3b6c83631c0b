import type { KeyedRecord } from '../core/attempt/AttemptRecord.js';
import { completeOrder } from '../core/completeOrder.js';
import { examineExtra } from '../core/devWarnings/examineExtra.js';
import { BillingKeyError } from '../core/errors/BillingKeyError.js';
import { describeProblems } from '../core/errors/describeProblems.js';
import type { Answer, Gateway, GatewayOptions, Preparation } from '../core/Gateway.js';
import { type Device, getDevice } from '../core/lib/device.js';
import type { ChannelRow, MethodRow } from './ChannelRow.js';
import { methodOf } from './channelProblems.js';
import type { ChannelCode } from './channelTable.js';
import { createPortOneSdk, type PortOneSdkOptions } from './createPortOneSdk.js';
import { type CustomChannel, rowOf } from './customChannel.js';
import { developerText } from './developerText.js';
import { examineModal } from './devWarnings/examineModal.js';
import type { IssuedKey } from './IssuedKey.js';
import type { BillingKeyMethod, PortOneOrder } from './order.js';
import { orderProblems } from './orderProblems.js';
import { keepPairs, readReturn, withOwnKey } from './returnUrl.js';
import { toRequest } from './toRequest.js';
import type { WindowType } from './wire.js';

/** Which channel of the store registers the card. */
export interface PortOneOptions extends GatewayOptions {
  /** The channel's PG, in lower case, which decides what an order needs; `customChannel()` for an unlisted one. */
  readonly pg: ChannelCode | CustomChannel;
  /** The channel's key in the PortOne console (`channel-key-…`), or, where the customer chooses, one for each `pg`. */
  readonly channelKey: string | { readonly [pg: string]: string };
}

/**
 * The SDK of PortOne V2 as the gateway of a billing client.
 *
 * @example
 * const client = createBillingClient({ gateway: createPortOneGateway({ storeId: 'store-…' }) });
 */
export function createPortOneGateway(settings: PortOneSdkOptions): Gateway {
  const { storeId } = settings;
  if (!storeId || typeof storeId !== 'string') {
    throw new BillingKeyError('invalid_configuration', developerText?.noStoreId);
  }
  if (/^(imp|channel-key-)/.test(storeId)) {
    throw new BillingKeyError('invalid_configuration', developerText?.foreignStoreId(storeId));
  }
  const { open: openSdk, ...sdk } = createPortOneSdk(settings);
  return {
    ...sdk,
    api: 'v2',
    optionNames: ['channelKey'] satisfies (keyof PortOneOptions)[],
    // No document says what the window looks like in the page: an attempt ends where none came, or where it is gone for a while.
    isWindowSeen: () => false,
    readReturn(href, find) {
      const found = readReturn(href, find);
      const { pg = '', payMethod = '' } = found?.record ?? {};
      const row = rowOf(pg as ChannelCode)?.methods[payMethod as BillingKeyMethod];
      return found && { ...found, answer: settled(found.answer, row) };
    },

    prepare(given, options, page): Preparation {
      const { pg } = options as PortOneOptions;
      const channelKey = channelKeyOf(options as PortOneOptions);
      const device = getDevice();
      const order = completeOrder(given as PortOneOrder, page, readReturn, (asked) => demandsCustomer(pg, asked));
      const problems = orderProblems(pg, order, device);
      if (channelKey === undefined) problems.push({ field: 'channelKey', rule: 'required' });
      const channel = rowOf(pg);
      const method = channel && methodOf(channel, order);
      const row = method && channel.methods[method];
      if (problems.length > 0 || !row || channelKey === undefined) {
        throw new BillingKeyError('invalid_request', describeProblems(problems), { problems });
      }
      const pays = row.call === 'requestIssueBillingKeyAndPay';
      const { redirectUrl } = order;
      const opensPopup = mayOpenPopup(channel, order, device);
      return {
        pg: codeOf(pg),
        payMethod: method,
        orderNumber: pays ? order.paymentId : order.issueId,
        chargeNumber: pays ? undefined : order.paymentId,
        isPaidAsOrder: pays,
        card: undefined,
        channel: channelOf(channel, order, device),
        opensPopup,
        needsClick: opensPopup && row.call !== 'loadIssueBillingKeyUI',
        chargedAtIssue: pays,
        kept: redirectUrl === undefined ? undefined : keepPairs(redirectUrl),
        open({ orderNumber }, onAnswer) {
          const back = redirectUrl === undefined ? undefined : withOwnKey(redirectUrl, orderNumber);
          const numbers = { number: orderNumber, redirectUrl: back };
          const asked = toRequest(order, { storeId, channelKey, method, row, ...numbers });
          if (process.env.NODE_ENV !== 'production') {
            examineExtra(order.extra, asked.request);
            // PayPal draws a button into a container of the host's, and no window over the page.
            if (row.call !== 'loadIssueBillingKeyUI' && channelOf(channel, order, device) !== 'redirect')
              examineModal();
          }
          openSdk(asked, (answer) => onAnswer(settled(answer, row)));
        },
      };
    },

    numbersOf,
  };
}

/** Where the PG may settle a payment after its window was closed, nothing but a key says what has become of it. */
function settled(answer: Answer, row: MethodRow | undefined): Answer {
  return answer.type !== 'issued' && row?.settlesLater ? { ...answer, mayBePaid: true } : answer;
}

function codeOf(pg: ChannelCode | CustomChannel): string {
  return typeof pg === 'string' ? pg : pg.code;
}

function channelKeyOf({ pg, channelKey }: PortOneOptions): string | undefined {
  const key: unknown = typeof channelKey === 'object' ? channelKey?.[codeOf(pg)] : channelKey;
  return typeof key === 'string' && key !== '' ? key : undefined;
}

/** The key, or the token that becomes one when the server confirms it, and the numbers beside it. */
function numbersOf(record: KeyedRecord) {
  const { key, chargedAtIssue, orderNumber, chargeNumber } = record;
  const { billingKey = '', billingIssueToken } = key;
  return {
    issueId: chargedAtIssue ? undefined : orderNumber,
    paymentId: chargedAtIssue ? orderNumber : chargeNumber,
    ...(billingIssueToken === undefined ? { billingKey } : { billingIssueToken }),
  } satisfies Partial<IssuedKey>;
}

function demandsCustomer(pg: ChannelCode | CustomChannel, order: PortOneOrder): boolean {
  const channel = rowOf(pg);
  const method = channel && methodOf(channel, order);
  return (method && channel.methods[method]?.requires?.includes('customerId')) ?? false;
}

/** The window that was asked for decides, where the PG leaves a choice. Whatever is not known is listened for both ways. */
function channelOf(channel: ChannelRow, order: PortOneOrder, device: Device): Preparation['channel'] {
  const asked = askedWindow(order, device);
  if (asked === 'REDIRECTION') return 'redirect';
  const documented = channel[device];
  // A window in the page whose answer comes by a return. PayPal's answers its callback, whatever it is told.
  const isForced = order.extra?.forceRedirect === true && channel.windows?.pc !== 'UI';
  const isOther = isForced ? documented === 'callback' : documented === 'redirect' && asked !== undefined;
  return documented === 'unknown' || isOther ? 'both' : documented;
}

function mayOpenPopup(channel: ChannelRow, order: PortOneOrder, device: Device): boolean {
  if (askedWindow(order, device) === 'POPUP') return true;
  return channel.popup === 'always' || channel.popup === device || channel[device] === 'unknown';
}

function askedWindow({ windowType }: PortOneOrder, device: Device): WindowType | undefined {
  return windowType?.[device === 'phone' ? 'mobile' : 'pc'];
}

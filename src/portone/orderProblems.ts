import type { Problem } from '../core/errors/Problem.js';
import type { Device } from '../core/lib/device.js';
import { inTurn, problemsOf, reportNoTexts, reportOrderProblems, reportTextProblems } from '../core/orderProblems.js';
import { channelProblems } from './channelProblems.js';
import type { ChannelCode } from './channelTable.js';
import type { CustomChannel } from './customChannel.js';
import type { PortOneOrder } from './order.js';

/** Everything wrong with an order, found before the SDK sees it. */
export function orderProblems(pg: ChannelCode | CustomChannel, order: PortOneOrder, device: Device): Problem[] {
  if (!order || typeof order !== 'object') return [{ field: 'order', rule: 'required' }];
  const ofEveryPg = problemsOf((report) => {
    reportNoTexts(report, 'customer.', order.customer);
    reportOrderProblems(order, report);
    // No page names a length that holds at every channel.
    reportTextProblems(report, 'name', order.name, true);
    reportTextProblems(report, 'issueId', order.issueId, false);
    reportTextProblems(report, 'paymentId', order.paymentId, false);
  });
  return inTurn(ofEveryPg, channelProblems(pg, order, device));
}

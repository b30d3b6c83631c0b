import { warnOnce } from '../../core/devWarnings/warnOnce.js';
import type { Problem } from '../../core/errors/Problem.js';
import type { BillingOrder } from '../order.js';

/** Says more about an order that was refused, where the name of the field doesn't tell how it came about. */
export function examineRefusal(order: BillingOrder, problems: readonly Problem[]): void {
  if (typeof order?.amount === 'string') {
    warnOnce(
      'amount-text',
      `The order's amount is the text "${String(order.amount)}".`,
      'The SDK passes texts on, and the PGs read them each in their own way, so it was not sent.',
      'Give a number: Number(amount), once, where the price is read from a form, an address or an answer of your server.',
    );
  }

  const lacksReturn = order?.redirectUrl === undefined && problems.some(({ field }) => field === 'redirectUrl');
  if (lacksReturn) {
    warnOnce(
      'no-return',
      `The order has no redirectUrl, and the page's own address (${location.protocol}) is none that a PG can come back to.`,
      'On a phone the PG takes the whole page away: without an http(s) address the customer never comes back.',
      'Give redirectUrl an https address of yours that hands over to the app, and appScheme for the card companies’ apps.',
    );
  }
}

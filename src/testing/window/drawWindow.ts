import { popupPoll } from '../engine/createPopups.js';
import type { Timers } from '../engine/createTimers.js';
import type { Entry } from '../engine/Entry.js';
import type { FakeIamportOptions } from '../FakeIamportOptions.js';
import type { FakeOutcomeObject } from '../FakeOutcome.js';
import { createPaymentWindow } from './createPaymentWindow.js';
import { closedByCustomer, decideByCard } from './decideByCard.js';
import { encodePageRequest, type PaymentPageRequest } from './paymentPageRequest.js';
import { leaveForPhonePage } from './phonePage.js';
import { iamportOrder } from './WindowOrder.js';
import { pickLocale, windowTexts } from './windowTexts.js';

export interface DrawingEnvironment {
  readonly options: () => FakeIamportOptions;
  readonly timers: Timers;
  readonly navigate: (url: string) => void;
  readonly settle: (entry: Entry, outcome: FakeOutcomeObject) => Promise<void>;
}

/** What was decided for the window that is drawn; without a decision, the person in front of it decides. */
export interface Drawing {
  readonly area: HTMLElement;
  readonly phone: boolean;
  readonly outcome: FakeOutcomeObject | undefined;
}

/** Shows a request to a person: over the page, in the popup that was opened for it, or on the page a phone goes to. */
export function drawWindow(env: DrawingEnvironment, entry: Entry, { area, phone, outcome }: Drawing): void {
  const { paymentPageUrl, locale } = env.options();
  const { params, provider } = entry;
  // A test that lets nothing leave its page gets the window over it.
  if (entry.leaves && !paymentPageUrl && !outcome && !env.options().navigate) {
    leaveForPhonePage(pageRequest(entry, env.options()), env.navigate);
    return;
  }
  if (entry.leaves && paymentPageUrl && !outcome) {
    env.navigate(`${paymentPageUrl}#${encodePageRequest(pageRequest(entry, env.options()))}`);
    return;
  }
  const popup = entry.popup?.window;
  const owner = popup?.document ?? document;
  const window = createPaymentWindow({
    owner,
    order: iamportOrder(provider, params, phone),
    fullPage: phone || popup !== undefined,
    locale,
    mode: outcome ? (outcome.type === 'silent' ? 'silent' : 'automatic') : 'hand',
    onPay: (card) => env.settle(entry, decideByCard(card, provider, params)),
    onCancel: () => void env.settle(entry, { type: 'cancelled' }),
    onClose: () => void env.settle(entry, closedByCustomer),
  });
  if (popup) owner.title = windowTexts[pickLocale(locale)].badge;
  (popup ? owner.body : area).append(window.element);
  window.focus();
  if (popup) watchPopup(env, entry);
  entry.cleanups.push(() => window.element.remove());
}

function watchPopup(env: DrawingEnvironment, entry: Entry): void {
  const look = () => {
    if (entry.popup?.closed) void env.settle(entry, { type: 'popupClosed' });
    else entry.cleanups.push(env.timers.after(popupPoll, look));
  };
  look();
}

function pageRequest(
  { params, provider }: Entry,
  { generation = '1.3', locale, apiUrl }: FakeIamportOptions,
): PaymentPageRequest {
  const { merchant_uid, customer_uid, name, amount, currency, pay_method, m_redirect_url } = params;
  const address = m_redirect_url && new URL(m_redirect_url, location.href).href;
  const known = { merchant_uid, customer_uid, name, amount, currency, pay_method, m_redirect_url: address };
  // What is absent stays absent on its way through JSON.
  const sent = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return {
    params: sent as typeof params,
    provider,
    generation,
    // The payment page has another language of its own, and another address to start from.
    locale: pickLocale(locale),
    apiUrl: apiUrl && new URL(apiUrl, location.href).href,
  };
}

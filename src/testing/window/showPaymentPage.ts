import { buildAnswer } from '../engine/buildAnswer.js';
import { buildReturnUrl, usualSuccessKey } from '../engine/buildReturnUrl.js';
import { reportToServer } from '../engine/reportToServer.js';
import type { FakeFailed, FakeIssued } from '../FakeOutcome.js';
import { createPaymentWindow } from './createPaymentWindow.js';
import { closedByCustomer, decideByCard } from './decideByCard.js';
import { decodePageRequest, type PaymentPageRequest } from './paymentPageRequest.js';
import { say } from './say.js';
import { iamportOrder } from './WindowOrder.js';
import { pickLocale, windowTexts } from './windowTexts.js';

/** As `showPaymentPage`, of the request in the page's own address. */
export function showAddressedPage(leave: (url: string) => void): void {
  const request = decodePageRequest(location.hash);
  if (request) showPaymentPage(request, document.body, leave);
  else say(document.body, windowTexts[pickLocale(undefined)].noRequest);
}

/** The page of the PG that a phone goes to, drawn in `area`: goes back with the answer. */
export function showPaymentPage(request: PaymentPageRequest, area: HTMLElement, leave: (url: string) => void): void {
  const { params, provider, locale } = request;
  const window = createPaymentWindow({
    owner: document,
    order: iamportOrder(provider, params, true),
    fullPage: true,
    locale,
    mode: 'hand',
    onPay: (card) => finish(request, decideByCard(card, provider, params), area, leave),
    onCancel: () => void finish(request, { type: 'cancelled' }, area, leave),
    onClose: () => void finish(request, closedByCustomer, area, leave),
  });
  area.append(window.element);
  window.focus();
}

async function finish(
  request: PaymentPageRequest,
  outcome: FakeIssued | FakeFailed,
  area: HTMLElement,
  leave: (url: string) => void,
): Promise<void> {
  const { params, provider, generation, apiUrl, locale } = request;
  const response = buildAnswer(request, outcome);
  await reportToServer(apiUrl, { params, provider }, outcome, response);
  // i'mport's own page is the end of the way, for a request that names no address to return to.
  if (params.m_redirect_url) {
    leave(buildReturnUrl(params.m_redirect_url, location.href, response, usualSuccessKey(generation, provider)));
  } else say(area, windowTexts[pickLocale(locale)].noReturn('m_redirect_url'));
}

import { buildAnswer } from '../engine/buildAnswer.js';
import { buildReturnUrl, usualSuccessKey } from '../engine/buildReturnUrl.js';
import { reportToTwin } from '../engine/reportToTwin.js';
import type { FakeFailed, FakeIssued } from '../FakeOutcome.js';
import { buildElement } from './buildElement.js';
import { createPaymentWindow } from './createPaymentWindow.js';
import { closedByCustomer, decideByCard } from './decideByCard.js';
import { decodePageRequest, type PaymentPageRequest } from './paymentPageRequest.js';
import { pickLocale, windowTexts } from './windowTexts.js';

/** The page of the PG that a phone goes to: reads the request from its address, and goes back with the answer. */
export function showPaymentPage(leave: (url: string) => void): void {
  const request = decodePageRequest(location.hash);
  if (!request) {
    say(windowTexts[pickLocale(undefined)].noRequest);
    return;
  }
  const { params, provider, locale } = request;
  const window = createPaymentWindow({
    owner: document,
    provider,
    params,
    phone: true,
    fullPage: true,
    locale,
    mode: 'hand',
    onPay: (card) => finish(request, decideByCard(card, provider, params), leave),
    onCancel: () => void finish(request, { type: 'cancelled' }, leave),
    onClose: () => void finish(request, closedByCustomer, leave),
  });
  document.body.append(window.element);
  window.focus();
}

async function finish(
  request: PaymentPageRequest,
  outcome: FakeIssued | FakeFailed,
  leave: (url: string) => void,
): Promise<void> {
  const { params, provider, generation, apiUrl, locale } = request;
  const response = buildAnswer(request, outcome);
  await reportToTwin(apiUrl, { params, provider }, outcome, response);
  // i'mport's own page is the end of the way, for a request that names no address to return to.
  if (params.m_redirect_url) {
    leave(buildReturnUrl(params.m_redirect_url, location.href, response, usualSuccessKey(generation, provider)));
  } else say(windowTexts[pickLocale(locale)].noReturn);
}

function say(text: string): void {
  document.body.replaceChildren(buildElement(document, 'p', { role: 'alert' }, text));
}

import { createPaymentWindow } from '../../window/createPaymentWindow.js';
import { say } from '../../window/say.js';
import { pickLocale, windowTexts } from '../../window/windowTexts.js';
import { buildResponse, buildReturnUrl } from '../engine/buildResponse.js';
import type { Entry } from '../engine/Entry.js';
import { type ReportedRequest, reportToServer } from '../engine/reportToServer.js';
import type { FakePortOneFailed, FakePortOneIssued } from '../FakePortOneOutcome.js';
import { closedByCustomer, decideByPortOneCard } from './drawPortOneWindow.js';
import { portoneOrder } from './portoneOrder.js';

interface PageSettings {
  readonly locale: 'ko' | 'en' | undefined;
  readonly apiUrl: string | undefined;
  readonly manualConfirmation: boolean;
}

/** What goes with a customer to the payment page. */
interface PortOnePage extends PageSettings {
  readonly request: ReportedRequest;
}

/** Into the fragment, which no server sees. */
export function encodePortOnePage(entry: Entry, { apiUrl, ...settings }: PageSettings): string {
  const { call, params, provider, billingKey, transactionId } = entry;
  const redirectUrl = params.redirectUrl && new URL(params.redirectUrl, location.href).href;
  // Nothing of the customer but the id that the key is listed under.
  const customer = { customerId: params.customer?.customerId };
  const page: PortOnePage = {
    ...settings,
    // The payment page has another address to start from.
    apiUrl: apiUrl && new URL(apiUrl, location.href).href,
    request: { call, params: { ...params, redirectUrl, customer }, provider, billingKey, transactionId },
  };
  return encodeURIComponent(JSON.stringify(page));
}

/** Anyone can type a fragment: what does not read as a request is none. */
export function decodePortOnePage(fragment: string): PortOnePage | undefined {
  try {
    const page = JSON.parse(decodeURIComponent(fragment.replace(/^#/, ''))) as PortOnePage;
    const { call, params, provider, billingKey, transactionId } = page.request;
    // Only a web page is returned to: `javascript:` in a typed fragment would run as this page.
    const isWeb = params.redirectUrl !== undefined && /^https?:$/.test(new URL(params.redirectUrl).protocol);
    const areTexts = [call, provider, billingKey, transactionId].every((value) => typeof value === 'string');
    return isWeb && areTexts ? page : undefined;
  } catch {
    return undefined;
  }
}

/** The page of the PG that a phone goes to: reads the request from its address, and goes back with the answer. */
export function showPortOnePage(leave: (url: string) => void): void {
  const page = decodePortOnePage(location.hash);
  if (!page) {
    say(document.body, windowTexts[pickLocale(undefined)].noRequest);
    return;
  }
  const { request, locale, manualConfirmation } = page;
  const window = createPaymentWindow({
    owner: document,
    order: portoneOrder(request.provider, request),
    fullPage: true,
    locale,
    mode: 'hand',
    onPay: (card) => finish(page, decideByPortOneCard(card, request, manualConfirmation), leave),
    onCancel: () => void finish(page, { type: 'cancelled' }, leave),
    onClose: () => void finish(page, closedByCustomer, leave),
  });
  document.body.append(window.element);
  window.focus();
}

async function finish(
  { request, apiUrl }: PortOnePage,
  outcome: FakePortOneIssued | FakePortOneFailed,
  leave: (url: string) => void,
): Promise<void> {
  await reportToServer(apiUrl, request, outcome);
  leave(buildReturnUrl(request.params.redirectUrl ?? '', buildResponse(request, outcome)));
}

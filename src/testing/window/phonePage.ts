import type { FakeIamportOptions } from '../FakeIamportOptions.js';
import { decodePageRequest, encodePageRequest, type PaymentPageRequest } from './paymentPageRequest.js';
import { showPaymentPage } from './showPaymentPage.js';

const marker = 'fake-iamport';
const storageKey = 'fake-iamport:payment-page';

/**
 * Leaves the shop for the payment page, as a phone does: the page is loaded anew at the shop's own address, so that no file
 * has to be served for it, and the fake that is installed there draws the payment page in place of the shop.
 */
export function leaveForPhonePage(request: PaymentPageRequest, navigate: (url: string) => void): void {
  sessionStorage.setItem(storageKey, encodePageRequest(request));
  const url = new URL(location.href);
  url.searchParams.set(marker, request.params.merchant_uid);
  url.hash = '';
  navigate(url.href);
}

/**
 * Draws the payment page where this load of the page is one: the address it was loaded with says so, whatever a router has
 * made of it since.
 *
 * @returns what takes the drawing away
 */
export function resumePhonePage(navigate: (url: string) => void, locale: FakeIamportOptions['locale']): () => void {
  const request = pendingRequest();
  if (!request) return () => {};
  const layer = document.createElement('div');
  layer.dataset.fakeIamport = 'payment-page';
  layer.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647; overflow: auto; background: #fff';
  // Beside the body, which belongs to the shop's framework. Whatever the shop shows there, nobody on the PG's page sees it.
  document.documentElement.append(layer);
  const style = document.createElement('style');
  style.textContent = 'body { display: none !important; }';
  layer.append(style);
  // A modal dialog makes all else inert, shown or not.
  const { showModal } = HTMLDialogElement.prototype;
  HTMLDialogElement.prototype.showModal = HTMLDialogElement.prototype.show;
  showPaymentPage({ ...request, locale: request.locale ?? locale }, layer, (url) => {
    sessionStorage.removeItem(storageKey);
    navigate(url);
  });
  return () => {
    HTMLDialogElement.prototype.showModal = showModal;
    layer.remove();
  };
}

function pendingRequest(): PaymentPageRequest | undefined {
  // The jsdom of Jest has no entries.
  const load = performance.getEntriesByType?.('navigation')[0];
  const asked = new URL(load?.name ?? location.href, location.href).searchParams.get(marker);
  const kept = asked === null ? null : sessionStorage.getItem(storageKey);
  const request = kept === null ? undefined : decodePageRequest(kept);
  return request?.params.merchant_uid === asked ? request : undefined;
}

import { popupPoll } from '../../engine/createPopups.js';
import type { Timers } from '../../engine/createTimers.js';
import type { FakeCard } from '../../fakeCards.js';
import { createPaymentWindow } from '../../window/createPaymentWindow.js';
import { pickLocale, windowTexts } from '../../window/windowTexts.js';
import type { Entry } from '../engine/Entry.js';
import { channelOf } from '../engine/findFault.js';
import type { FakePortOneOptions } from '../FakePortOneOptions.js';
import type { FakePortOneFailed, FakePortOneIssued, FakePortOneOutcomeObject } from '../FakePortOneOutcome.js';
import { portoneOrder } from './portoneOrder.js';
import { encodePortOnePage } from './portonePage.js';

export interface PortOneDrawing {
  readonly options: () => FakePortOneOptions;
  readonly timers: Timers;
  readonly navigate: (url: string) => void;
  readonly settle: (entry: Entry, outcome: FakePortOneOutcomeObject) => Promise<void>;
}

/** Shows a request to a person: over the page, in the popup that was opened for it, or on the page a phone goes to. */
export function drawPortOneWindow(env: PortOneDrawing, entry: Entry, phone: boolean): void {
  const { outcome, popup } = entry;
  const { paymentPageUrl, locale, apiUrl } = env.options();
  const { manualConfirmation } = channelOf(entry.params.channelKey ?? '', env.options());
  if (phone && entry.leaves && paymentPageUrl && !outcome) {
    const page = encodePortOnePage(entry, { locale: pickLocale(locale), apiUrl, manualConfirmation });
    env.navigate(`${paymentPageUrl}#${page}`);
    return;
  }
  const owner = popup?.window?.document ?? document;
  const window = createPaymentWindow({
    owner,
    order: portoneOrder(entry.provider, entry),
    fullPage: phone || owner !== document,
    locale,
    mode: outcome ? (outcome.type === 'silent' ? 'silent' : 'automatic') : 'hand',
    onPay: (card) => env.settle(entry, decideByPortOneCard(card, entry, manualConfirmation)),
    onCancel: () => void env.settle(entry, { type: 'cancelled' }),
    onClose: () => void env.settle(entry, closedByCustomer),
  });
  if (owner !== document) owner.title = windowTexts[pickLocale(locale)].badge;
  const isInPage = owner === document && outcome?.type !== 'silent';
  const element = isInPage ? besideFrame(window.element) : window.element;
  owner.body.append(element);
  window.focus();
  entry.cleanups.push(() => element.remove());
  if (popup) watchPopup(env, entry);
}

/** The SDK's windows in the page are frames, by which they are told from everything else there: so this one has a frame beside it. */
function besideFrame(window: HTMLElement): HTMLElement {
  const frame = document.createElement('iframe');
  frame.title = 'PortOne';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.style.cssText =
    'position: fixed; inset: 0; width: 100%; height: 100%; border: 0; opacity: 0; pointer-events: none';
  const element = document.createElement('div');
  element.append(frame, window);
  return element;
}

function watchPopup(env: PortOneDrawing, entry: Entry): void {
  const look = () => {
    if (entry.popup?.closed) void env.settle(entry, closedByCustomer);
    else entry.cleanups.push(env.timers.after(popupPoll, look));
  };
  look();
}

/** What a card comes to. One that can't be charged is refused at once by a PG that charges while it issues. */
export function decideByPortOneCard(
  { behaviour }: FakeCard,
  { call }: Pick<Entry, 'call'>,
  manualConfirmation: boolean,
): FakePortOneIssued | FakePortOneFailed {
  const pays = call === 'requestIssueBillingKeyAndPay';
  if (behaviour === 'refused-at-issue') return { type: 'refused' };
  if (behaviour !== 'ok' && pays && !manualConfirmation) {
    const pgMessage = behaviour === 'limit-exceeded' ? '[3003] 한도를 초과했습니다' : '[3002] 잔액이 부족합니다';
    return { type: 'refused', pgCode: pgMessage.slice(1, 5), pgMessage };
  }
  return { type: manualConfirmation ? 'needsConfirmation' : 'issued', card: behaviour };
}

/** The cross, Escape, and a popup that was closed. */
export const closedByCustomer: FakePortOneFailed = {
  type: 'cancelled',
  message: '[결제포기] 사용자가 결제창을 닫았습니다',
};

import type { FakeCard } from '../fakeCards.js';
import { buildCardForm } from './buildCardForm.js';
import { buildElement } from './buildElement.js';
import { formatAmount } from './formatAmount.js';
import { trapFocus } from './trapFocus.js';
import type { WindowOrder } from './WindowOrder.js';
import { windowStyles } from './windowStyles.js';
import { pickLocale, type WindowTexts, windowTexts } from './windowTexts.js';

export interface PaymentWindowOptions {
  /** The document it is drawn in: the page's own, or a popup's. */
  readonly owner: Document;
  readonly order: WindowOrder;
  readonly fullPage: boolean;
  readonly locale: 'ko' | 'en' | undefined;
  /** `hand`: a person settles it. The others are shown while something else does, or nothing ever. */
  readonly mode: 'hand' | 'automatic' | 'silent';
  /** Rejects, with a message for the person, when the answer could not be given. */
  readonly onPay: (card: FakeCard) => Promise<void>;
  readonly onCancel: () => void;
  /** By the cross or Escape. */
  readonly onClose: () => void;
}

export interface PaymentWindow {
  /** The host of the shadow root. */
  readonly element: HTMLElement;
  focus(): void;
}

/**
 * The window of a pretended PG. It does not give the focus back when it goes, as the real one, a frame, does not: that is
 * the page's business.
 */
export function createPaymentWindow(options: PaymentWindowOptions): PaymentWindow {
  const { owner, order, mode } = options;
  const el = buildElement;
  const locale = pickLocale(options.locale);
  const texts = windowTexts[locale];
  const status = el(owner, 'p', { class: 'status', role: 'status' }, statusText(mode, texts));

  const form = buildCardForm({
    owner,
    texts,
    payLabel: payLabel(order, texts, locale),
    onPay(card) {
      form.setBusy(true);
      status.classList.remove('wrong');
      status.textContent = texts.working;
      options.onPay(card).catch((error: unknown) => {
        form.setBusy(false);
        status.classList.add('wrong');
        status.textContent = `${texts.notReported} ${error instanceof Error ? error.message : ''}`;
      });
    },
    onCancel: options.onCancel,
  });
  form.setBusy(mode !== 'hand');

  const close = el(owner, 'button', { type: 'button', class: 'close', 'aria-label': texts.close }, '×');
  close.addEventListener('click', options.onClose);
  const dialog = el(
    owner,
    'div',
    {
      class: 'window',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-labelledby': 'pg badge',
      'aria-describedby': 'notice',
      tabindex: '-1',
      lang: locale,
    },
    el(
      owner,
      'header',
      { class: 'bar' },
      el(owner, 'h1', { class: 'pg', id: 'pg' }, order.title[locale]),
      el(owner, 'span', { class: 'badge', id: 'badge' }, texts.badge),
      close,
    ),
    el(owner, 'p', { class: 'notice', id: 'notice' }, texts.notice),
    el(owner, 'div', { class: 'body' }, buildSummary(owner, order, texts, locale), form.element, status),
  );
  trapFocus(dialog, options.onClose);

  const element = el(owner, 'div', { class: 'fake-payment-window', 'data-full-page': options.fullPage });
  keepEventsInside(element);
  const root = element.attachShadow({ mode: 'open' });
  addStyles(owner, root, windowStyles(order.pg));
  root.append(el(owner, 'div', { class: 'shade' }, dialog));
  return {
    element,
    focus() {
      leaveFocus(element);
      dialog.focus();
    },
  };
}

/** A window of the real SDK is a frame: what happens in it is no event of the page around it. */
function keepEventsInside(element: HTMLElement): void {
  const types =
    'pointerdown pointerup mousedown mouseup touchstart touchend click focusin focusout keydown keyup wheel';
  for (const type of types.split(' ')) element.addEventListener(type, (event) => event.stopPropagation());
  element.addEventListener('pointerdown', () => leaveFocus(element), { capture: true });
}

/** The focus that goes into a frame goes nowhere, as the page around it sees it. */
function leaveFocus(element: HTMLElement): void {
  const { activeElement } = element.ownerDocument;
  if (activeElement && activeElement !== element) (activeElement as HTMLElement).blur();
}

function statusText(mode: PaymentWindowOptions['mode'], texts: WindowTexts): string {
  if (mode === 'hand') return '';
  return mode === 'silent' ? texts.silent : texts.working;
}

function payLabel({ chargedNow, amount, currency }: WindowOrder, texts: WindowTexts, locale: 'ko' | 'en'): string {
  return chargedNow ? texts.pay(formatAmount(amount, currency, locale)) : texts.register;
}

function buildSummary(owner: Document, order: WindowOrder, texts: WindowTexts, locale: 'ko' | 'en'): HTMLElement {
  const el = buildElement;
  const rows: Node[] = [
    el(owner, 'dt', {}, texts.orderName),
    el(owner, 'dd', {}, order.name),
    el(owner, 'dt', {}, texts.merchantUid),
    el(owner, 'dd', {}, order.number),
  ];
  if (!order.amountHidden) {
    rows.push(
      el(owner, 'dt', {}, order.chargedNow ? texts.amountNow : texts.amount),
      el(owner, 'dd', { class: 'amount' }, formatAmount(order.amount, order.currency, locale)),
    );
  }
  return el(owner, 'section', {}, el(owner, 'h2', {}, texts.orderTitle), el(owner, 'dl', {}, ...rows));
}

/** A constructed sheet, which a content security policy lets through; it belongs to the document it is made in. */
function addStyles(owner: Document, root: ShadowRoot, css: string): void {
  const Sheet = (owner.defaultView as (Window & typeof globalThis) | null)?.CSSStyleSheet;
  if (!Sheet || !('adoptedStyleSheets' in root)) return;
  const sheet = new Sheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
}

import type { IamportRequest } from '../../core/sdk/wire.js';
import type { FakeCard } from '../fakeCards.js';
import { chargesAtIssue, findProvider } from '../providers.js';
import { buildCardForm } from './buildCardForm.js';
import { buildElement } from './buildElement.js';
import { formatAmount } from './formatAmount.js';
import { trapFocus } from './trapFocus.js';
import { windowStyles } from './windowStyles.js';
import { pickLocale, type WindowTexts, windowTexts } from './windowTexts.js';

export interface PaymentWindowOptions {
  /** The document it is drawn in: the page's own, or a popup's. */
  readonly owner: Document;
  readonly provider: string;
  readonly params: IamportRequest;
  readonly phone: boolean;
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
  const { owner, provider, mode } = options;
  const el = buildElement;
  const locale = pickLocale(options.locale);
  const texts = windowTexts[locale];
  const facts = findProvider(provider);
  const status = el(owner, 'p', { class: 'status', role: 'status' }, statusText(mode, texts));

  const form = buildCardForm({
    owner,
    texts,
    payLabel: payLabel(options, texts, locale),
    onPay(card) {
      form.setBusy(true);
      status.classList.remove('wrong');
      status.textContent = texts.working;
      options.onPay(card).catch((error: unknown) => {
        form.setBusy(false);
        status.classList.add('wrong');
        status.textContent = `${texts.noTwin} ${error instanceof Error ? error.message : ''}`;
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
      el(owner, 'h1', { class: 'pg', id: 'pg' }, facts[locale]),
      el(owner, 'span', { class: 'badge', id: 'badge' }, texts.badge),
      close,
    ),
    el(owner, 'p', { class: 'notice', id: 'notice' }, texts.notice),
    el(owner, 'div', { class: 'body' }, buildSummary(options, texts, locale), form.element, status),
  );
  trapFocus(dialog, options.onClose);

  const element = el(owner, 'div', { class: 'fake-payment-window', 'data-full-page': options.fullPage });
  const root = element.attachShadow({ mode: 'open' });
  addStyles(owner, root, windowStyles(provider));
  root.append(el(owner, 'div', { class: 'shade' }, dialog));
  return { element, focus: () => dialog.focus() };
}

function statusText(mode: PaymentWindowOptions['mode'], texts: WindowTexts): string {
  if (mode === 'hand') return '';
  return mode === 'silent' ? texts.silent : texts.working;
}

function payLabel({ provider, params }: PaymentWindowOptions, texts: WindowTexts, locale: 'ko' | 'en'): string {
  if (!chargesAtIssue(provider, params)) return texts.register;
  return texts.pay(formatAmount(Number(params.amount), params.currency ?? 'KRW', locale));
}

function buildSummary(options: PaymentWindowOptions, texts: WindowTexts, locale: 'ko' | 'en'): HTMLElement {
  const { owner, provider, params, phone } = options;
  const el = buildElement;
  const hidden = findProvider(provider).amountHiddenOn;
  const rows: Node[] = [
    el(owner, 'dt', {}, texts.orderName),
    el(owner, 'dd', {}, String(params.name ?? '')),
    el(owner, 'dt', {}, texts.merchantUid),
    el(owner, 'dd', {}, params.merchant_uid),
  ];
  if (hidden !== 'both' && hidden !== (phone ? 'phone' : 'desktop')) {
    const amount = formatAmount(Number(params.amount ?? 0), params.currency ?? 'KRW', locale);
    rows.push(
      el(owner, 'dt', {}, chargesAtIssue(provider, params) ? texts.amountNow : texts.amount),
      el(owner, 'dd', { class: 'amount' }, amount),
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

import { type FakeCard, fakeCards } from '../fakeCards.js';
import { buildElement } from './buildElement.js';
import type { WindowTexts } from './windowTexts.js';

export interface CardForm {
  readonly element: HTMLFormElement;
  /** No field, and neither button, does anything while an answer is on its way. */
  setBusy(busy: boolean): void;
}

export interface CardFormOptions {
  readonly owner: Document;
  readonly texts: WindowTexts;
  readonly payLabel: string;
  readonly onPay: (card: FakeCard) => void;
  readonly onCancel: () => void;
}

/** A card form that is filled in for a tester in a hurry, and that tells what is wrong when it is changed. */
export function buildCardForm({ owner, texts, payLabel, onPay, onCancel }: CardFormOptions): CardForm {
  const el = buildElement;
  let busy = false;

  const radios = fakeCards.map((card, index) =>
    el(owner, 'input', { type: 'radio', name: 'card', value: card.number, checked: index === 0 }),
  );
  const cards = el(
    owner,
    'fieldset',
    {},
    el(owner, 'legend', {}, texts.testCards),
    ...fakeCards.map((card, index) =>
      el(
        owner,
        'label',
        { class: 'card' },
        radios[index] ?? '',
        el(
          owner,
          'span',
          {},
          el(owner, 'b', {}, card.number),
          el(owner, 'small', {}, texts.behaviours[card.behaviour]),
        ),
      ),
    ),
  );

  const number = buildField('card-number', texts.cardNumber, fakeCards[0].number, '19');
  const details = [
    buildField('expiry', texts.expiry, '12/30', '5'),
    buildField('birth', texts.birth, '900101', '6'),
    buildField('password', texts.password, '00', '2'),
  ];
  const agree = el(owner, 'input', { type: 'checkbox', name: 'agree', 'aria-describedby': 'agree-error' });
  const agreeError = el(owner, 'p', { class: 'error', id: 'agree-error' });
  const pay = el(owner, 'button', { type: 'submit', class: 'pay' }, payLabel);
  const cancel = el(owner, 'button', { type: 'button', class: 'cancel' }, texts.cancel);
  const element = el(
    owner,
    'form',
    { novalidate: true, autocomplete: 'off' },
    cards,
    el(owner, 'div', { class: 'fields' }, number.element, ...details.map((field) => field.element)),
    el(owner, 'div', {}, el(owner, 'label', { class: 'agree' }, agree, el(owner, 'span', {}, texts.agree)), agreeError),
    el(owner, 'div', { class: 'actions' }, cancel, pay),
  );

  function buildField(id: string, label: string, value: string, maxlength: string) {
    const input = el(owner, 'input', { id, class: 'text', inputmode: 'numeric', value, maxlength });
    const error = el(owner, 'p', { class: 'error', id: `${id}-error` });
    input.setAttribute('aria-describedby', error.id);
    const field = el(owner, 'div', {}, el(owner, 'label', { class: 'label', for: id }, label), input, error);
    return { element: field, input, error };
  }

  function findCard(): FakeCard | undefined {
    const digits = number.input.value.replace(/\D/g, '');
    return fakeCards.find((card) => card.number.replaceAll('-', '') === digits);
  }

  function mark(input: HTMLInputElement, error: HTMLElement, text: string): void {
    error.textContent = text;
    if (text) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }

  element.addEventListener('change', (event) => {
    const radio = radios.find((candidate) => candidate === event.target);
    if (radio) number.input.value = radio.value;
  });
  number.input.addEventListener('input', () => {
    for (const radio of radios) radio.checked = radio.value === findCard()?.number;
  });
  cancel.addEventListener('click', () => {
    if (!busy) onCancel();
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    const card = findCard();
    mark(number.input, number.error, card ? '' : texts.unknownCard);
    for (const { input, error } of details) mark(input, error, input.value.trim() ? '' : texts.missing);
    mark(agree, agreeError, agree.checked ? '' : texts.notAgreed);
    const wrong = element.querySelector<HTMLElement>('[aria-invalid]');
    if (wrong) wrong.focus();
    else if (card) onPay(card);
  });

  return {
    element,
    setBusy(next) {
      busy = next;
      // Not `disabled`, which would throw the keyboard out of the dialog.
      for (const button of [pay, cancel]) button.setAttribute('aria-disabled', String(busy));
    },
  };
}

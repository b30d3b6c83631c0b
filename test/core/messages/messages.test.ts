import { describe, expect, it } from 'vitest';
import { checkMessages } from '../../../src/core/messages/checkMessages.js';
import { checkoutEn } from '../../../src/core/messages/checkout/checkoutEn.js';
import { checkoutKo } from '../../../src/core/messages/checkout/checkoutKo.js';
import { checkoutMessagesOf, fill } from '../../../src/core/messages/checkout/checkoutMessagesOf.js';
import { en } from '../../../src/core/messages/en.js';
import { formatMoney } from '../../../src/core/messages/formatMoney.js';
import { ja } from '../../../src/core/messages/ja.js';
import { ko } from '../../../src/core/messages/ko.js';
import type { Messages } from '../../../src/core/messages/Messages.js';
import { mergeMessages } from '../../../src/core/messages/mergeMessages.js';

const codes = [
  'already_settled',
  'busy',
  'cancelled',
  'charge_failed',
  'invalid_answer',
  'invalid_configuration',
  'invalid_request',
  'needs_click',
  'no_channel',
  'popup_blocked',
  'refused',
  'sdk_error',
  'sdk_load_failed',
  'sdk_load_timeout',
  'sdk_missing',
  'window_timeout',
];

/** Every sentence with the way to it. */
function sentences(node: object, path = ''): [string, unknown][] {
  return Object.entries(node).flatMap(([key, value]) =>
    value !== null && typeof value === 'object' ? sentences(value, `${path}${key}.`) : [[`${path}${key}`, value]],
  ) as [string, unknown][];
}

const languages: Record<string, Messages> = { ko, en };

/** Room for a sentence of the host's: the only one that is empty. */
const hosts = 'status.idle';

describe.each(Object.entries(languages))('messages: %s', (locale, messages) => {
  it('has its own name', () => expect(messages.locale).toBe(locale));

  it('has a sentence for every error code', () => {
    expect(Object.keys(messages.errors).sort()).toEqual(codes);
  });

  it('leaves nothing empty, and nothing to fill in', () => {
    for (const [path, sentence] of sentences(messages).filter(([name]) => name !== hosts)) {
      expect(sentence, path).toEqual(expect.stringMatching(/^\S(.*\S)?$/));
      expect(sentence, path).not.toMatch(/[{}<>]|undefined|null/);
    }
  });

  it('is written in its own language', () => {
    const spoken = sentences(messages).filter(([path]) => path !== 'locale' && path !== hosts);
    for (const [path, sentence] of spoken) expect(/[가-힣]/.test(String(sentence)), path).toBe(locale === 'ko');
  });
});

describe('messages', () => {
  it('say the same things in both languages', () => {
    const paths = (messages: Messages) => sentences(messages).map(([path]) => path);
    expect(paths(en)).toEqual(paths(ko));
  });
});

describe('mergeMessages', () => {
  it('gives the base itself where there is nothing to replace', () => {
    expect(mergeMessages(ko, undefined)).toBe(ko);
  });

  it('replaces one sentence and keeps its neighbours', () => {
    const merged = mergeMessages(ko, { button: { idle: '시작' }, errors: { busy: '잠시만요' }, cancel: '닫기' });
    expect(merged.button).toEqual({ ...ko.button, idle: '시작' });
    expect(merged.errors).toEqual({ ...ko.errors, busy: '잠시만요' });
    expect(merged).toMatchObject({ cancel: '닫기', useAnotherCard: ko.useAnotherCard, status: ko.status });
  });

  it('leaves the base as it was', () => {
    const before = structuredClone(ko);
    mergeMessages(ko, { errors: { busy: '잠시만요' }, status: { succeeded: '끝' } });
    expect(ko).toEqual(before);
  });
});

describe('checkMessages', () => {
  it.each([ko, en, ja, { ...en, locale: 'fr' }])('takes messages as they are', (messages) => {
    expect(checkMessages(messages)).toBe(messages);
  });

  it.each([
    ['"en"', 'en'],
    ['object', {}],
    ['object', { ...en, locale: undefined }],
    ['object', { ...en, button: undefined }],
    ['object', null],
    ['undefined', undefined],
  ])('a locale that is %s is refused, with the import that is missing', (said, locale) => {
    const check = () => checkMessages(locale as never);
    expect(check).toThrow(`locale is ${said}, so the button would have no words. `);
    expect(check).toThrow("import { en } from 'react-billing-key', then locale={en}");
    expect(check).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
  });
});

describe('formatMoney', () => {
  it.each([
    ['9,900원', 9900, 'KRW', ko],
    ['₩9,900', 9900, 'KRW', en],
    ['US$9.90', 9.9, 'USD', ko],
    ['$9.90', 9.9, 'USD', en],
    ['一万', 10000, 'KRW', { ...en, checkout: { won: '一万' } }],
  ])('writes %s', (expected, amount, currency, messages) => {
    expect(formatMoney(amount, currency, messages)).toBe(expected);
  });
});

describe('the words of the parts around the button', () => {
  it('are those of the language, with the host’s own in place of single ones', () => {
    const merged = mergeMessages({ ...ko, checkout: { plan: '상품' } }, { checkout: { period: '기간' } });
    expect(merged.checkout).toEqual({ plan: '상품', period: '기간' });
    expect(checkoutMessagesOf(merged)).toEqual({ ...checkoutKo, plan: '상품', period: '기간' });
    expect(checkoutMessagesOf(en)).toEqual(checkoutEn);
    expect(checkoutMessagesOf({ ...ko, locale: 'ko-KR' })).toEqual(checkoutKo);
  });

  it('keep a place that has no value', () => {
    expect(fill('{a} of {b}', { a: '1' })).toBe('1 of {b}');
  });
});

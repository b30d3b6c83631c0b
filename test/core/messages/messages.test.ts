import { describe, expect, it } from 'vitest';
import { checkMessages } from '../../../src/core/messages/checkMessages.js';
import { checkoutEn } from '../../../src/core/messages/checkout/checkoutEn.js';
import { checkoutKo } from '../../../src/core/messages/checkout/checkoutKo.js';
import { checkoutMessagesOf, fill } from '../../../src/core/messages/checkout/checkoutMessagesOf.js';
import { en } from '../../../src/core/messages/en.js';
import { formatDate } from '../../../src/core/messages/formatDate.js';
import { formatMoney } from '../../../src/core/messages/formatMoney.js';
import { ja } from '../../../src/core/messages/ja.js';
import { ko } from '../../../src/core/messages/ko.js';
import type { Messages } from '../../../src/core/messages/Messages.js';
import { mergeMessages, messagesFor } from '../../../src/core/messages/mergeMessages.js';
import { zh } from '../../../src/core/messages/zh.js';

/** Every sentence with the way to it. */
function sentences(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    value !== null && typeof value === 'object' ? sentences(value, `${path}${key}.`) : [[`${path}${key}`, value]],
  );
}

const languages: readonly Messages[] = [{ ...ko, checkout: checkoutKo }, en, ja, zh];

const script: Readonly<Record<string, RegExp>> = {
  ko: /[가-힣]/,
  en: /^[^가-힣\u3040-\u30ff\u4e00-\u9fff]+$/,
  ja: /[\u3040-\u30ff\u4e00-\u9fff]/,
  'zh-CN': /^[^가-힣\u3040-\u30ff]*[\u4e00-\u9fff][^가-힣\u3040-\u30ff]*$/,
};

/** Room for a sentence of the host's: the only one that is empty. */
const hosts = 'status.idle';

describe.each(languages.map((messages) => [messages.locale, messages] as const))('messages: %s', (locale, messages) => {
  const own = sentences(messages).filter(([path]) => path !== 'locale' && path !== hosts);

  it('leave nothing empty', () => {
    for (const [path, sentence] of own) expect(sentence, path).toMatch(/^\S(.*\S)?$/);
  });

  it('are filled in nowhere but in the parts around the button', () => {
    for (const [path, sentence] of own) {
      if (!path.startsWith('checkout.')) expect(sentence, path).not.toMatch(/[{}<>]|undefined|null/);
    }
  });

  it('are written in their own language', () => {
    // An order of values, as `{period} {amount}`, has no words.
    const hasWords = (sentence: string) => /\p{L}/u.test(sentence.replace(/\{\w+\}/g, ''));
    for (const [path, sentence] of own)
      if (hasWords(sentence)) expect(sentence, path).toMatch(script[locale] as RegExp);
  });

  it('end every sentence that is no label with a full stop', () => {
    const whole = /^(status|errors|unverifiedCharge|purposes\.\w+\.(status|errors))/;
    for (const [path, sentence] of own) if (whole.test(path)) expect(sentence, path).toMatch(/[.。]$/);
  });

  it('fill in the same values in each language', () => {
    const filled = (all: Messages) =>
      Object.fromEntries(sentences(all).map(([path, sentence]) => [path, sentence.match(/\{\w+\}/g)?.sort()]));
    const korean = filled(languages[0] as Messages);
    for (const [path, values] of Object.entries(filled(messages))) expect(values, path).toEqual(korean[path]);
  });

  it.each(['register', 'change', 'trial'] as const)(
    'speak of no subscription and no payment made today: %s',
    (purpose) => {
      const { button, status, errors } = messagesFor(messages, purpose);
      const paid =
        /구독을 시작|결제하고 있|결제 다시|Paying|Subscribed|Try the payment|お支払いを処理|お申し込み|正在付款|重新付款|订阅/;
      const shown = [
        button.idle,
        button.charging,
        button.succeeded,
        button.cancelled,
        button.retryCharge,
        status.succeeded,
      ];
      for (const sentence of [...shown, errors.charge_failed]) expect(sentence).not.toMatch(paid);
    },
  );
});

describe('messages', () => {
  it('say the same things in every language', () => {
    // English, Japanese and Chinese have one label for another card, whatever it is for.
    const paths = (all: Messages) =>
      sentences(all)
        .map(([path]) => path)
        .filter((path) => !/^purposes\.\w+\.useAnotherCard$/.test(path))
        .sort();
    const korean = paths(languages[0] as Messages);
    for (const messages of languages) expect(paths(messages), messages.locale).toEqual(korean);
  });

  it('keep one tone in Korean', () => {
    expect(JSON.stringify(languages[0])).not.toMatch(/알려 주세요|하세요|하십시오|습니다/);
  });
});

describe('messagesFor', () => {
  it('are those of the language where it says nothing of the purpose', () => {
    const { purposes: _, ...bare } = ko;
    expect(messagesFor(bare as typeof ko, 'change')).toEqual(bare);
  });

  it('put sentences in place of one, where a host turns one into several', () => {
    const base = { ...ko, status: 'one' } as unknown as typeof ko;
    expect(mergeMessages(base, { status: { failed: 'two' } } as never).status).toEqual({ failed: 'two' });
  });

  it('gives the messages themselves for a subscription that is paid', () => {
    expect(messagesFor(ko, undefined)).toBe(ko);
  });

  it('replaces what differs and keeps the rest', () => {
    const change = messagesFor(ko, 'change');
    expect(change.button).toEqual({ ...ko.button, ...ko.purposes.change.button });
    expect(change.errors).toEqual({ ...ko.errors, ...ko.purposes.change.errors });
    expect(change.status.window).toBe(ko.status.window);
  });

  it('lets a sentence of the place win over the purpose, and the purpose over the provider', () => {
    const provider = mergeMessages(ko, { button: { idle: '구독' } });
    expect(messagesFor(provider, 'change').button.idle).toBe('카드 변경하기');
    expect(messagesFor(provider, 'change', { button: { idle: '새 카드' } }).button.idle).toBe('새 카드');
  });

  it('takes sentences of a purpose from the host', () => {
    const own = { purposes: { trial: { button: { idle: '7일 무료' } } } } as const;
    expect(messagesFor(mergeMessages(ko, own), 'trial').button.idle).toBe('7일 무료');
    expect(messagesFor(ko, 'trial', own).button.idle).toBe('7일 무료');
    expect(messagesFor(ko, 'trial', own).button.succeeded).toBe(ko.purposes.trial.button?.succeeded);
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

  it('keeps a sentence whose override is undefined, or null, as JSON says it', () => {
    expect(mergeMessages(ko, { cancel: undefined, button: { idle: undefined } })).toEqual(ko);
    const fromJson = JSON.parse('{ "cancel": null, "button": { "idle": null }, "errors": null }');
    expect(mergeMessages(ko, fromJson)).toEqual(ko);
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
    ['9,900ウォン', 9900, 'KRW', ja],
    ['9,900韩元', 9900, 'KRW', zh],
    ['9900 won!', 9900, 'won!', ko],
    ['9900 undefined', 9900, undefined as never, en],
  ])('writes %s', (expected, amount, currency, messages) => {
    expect(formatMoney(amount, currency, messages)).toBe(expected);
  });
});

describe('formatDate', () => {
  it.each([
    ['2027년 1월 15일', 'Asia/Seoul', ko],
    ['January 14, 2027', 'UTC', en],
    ['2027-01-14', 'KST', ko],
    ['2027-01-14', 'Asia/Seoul', { ...ko, locale: 'ko_KR' }],
  ])('writes %s', (expected, timeZone, messages) => {
    expect(formatDate('2027-01-14T15:00:00Z', timeZone, messages)).toBe(expected);
  });

  it('is a dash for what is no day', () => {
    for (const day of ['soon', '', new Date(Number.NaN)]) expect(formatDate(day, 'Asia/Seoul', ko)).toBe('–');
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

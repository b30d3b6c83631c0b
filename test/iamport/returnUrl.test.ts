import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../src/core/attempt/AttemptRecord.js';
import { keepPairs, readReturn } from '../../src/iamport/returnUrl.js';
import { sampleRecord } from '../core/support/samples.js';

const none = () => undefined;
const withoutReturn = (href: string) => readReturn(href, none)?.cleanUrl ?? href;
/** What a return says and leaves, where this browser knows no attempt. */
const readUnknown = (href: string) => readReturn(href, none);

const base = 'https://shop.example/return';
const paid = 'imp_uid=imp_1&merchant_uid=m1';

describe('readReturn', () => {
  it('reads the query', () => {
    expect(readUnknown(`${base}?${paid}&imp_success=true`)).toEqual({
      record: undefined,
      orderNumber: 'm1',
      answer: { type: 'issued', key: { impUid: 'imp_1' } },
      cleanUrl: base,
    });
  });

  it('reads the old spelling, and what a failure adds', () => {
    const url = `${base}?merchant_uid=m1&success=false&error_code=F400&error_msg=%ED%95%9C%EB%8F%84+x`;
    expect(readUnknown(url)?.answer).toEqual({ type: 'failed', code: 'refused', pgCode: 'F400', pgMessage: '한도 x' });
    const givenUp = `${base}?merchant_uid=m1&success=false&error_msg=%5B%EA%B2%B0%EC%A0%9C%ED%8F%AC%EA%B8%B0%5D`;
    expect(readUnknown(givenUp)?.answer).toMatchObject({ type: 'cancelled', pgMessage: '[결제포기]' });
  });

  it.each(['imp_success', 'success', 'error_code', 'error_msg'])('knows one without imp_uid by %s', (key) => {
    expect(readUnknown(`${base}?merchant_uid=m1&${key}=x`)).toMatchObject({ orderNumber: 'm1', cleanUrl: base });
  });

  it('reads a value that is damaged, or has a = of its own, as it stands', () => {
    expect(readUnknown(`${base}?imp_uid=a=b==&merchant_uid=%E0%A4%A&imp_success=true`)).toMatchObject({
      orderNumber: '%E0%A4%A',
      answer: { type: 'issued', key: { impUid: 'a=b==' } },
    });
  });

  it('finds the attempt by the last numbers of the address, and looks up a few of them alone', () => {
    const record = sampleRecord('a1');
    const find = vi.fn((number: string) => (number === 'm-a1' ? record : undefined));
    const forged = Array.from({ length: 1000 }, (_, n) => `merchant_uid=x${n}`).join('&');
    const found = readReturn(`${base}?${forged}&imp_uid=imp_1&merchant_uid=m-a1&imp_success=true`, find);
    expect(found?.record).toBe(record);
    expect(find.mock.calls.length).toBeLessThan(10);
    // The same number twice is looked up once.
    const again = 'merchant_uid=y&'.repeat(10);
    expect(readReturn(`${base}?imp_uid=imp_1&merchant_uid=m-a1&${again}`, find)?.record).toBe(record);
  });

  it('reads what a hash router keeps behind #', () => {
    const url = `https://shop.example/#/return?plan=basic&${paid}`;
    expect(readUnknown(url)).toMatchObject({
      orderNumber: 'm1',
      answer: { type: 'issued' },
      cleanUrl: 'https://shop.example/#/return?plan=basic',
    });
  });

  it('reads the query of the page first: that is where a PG that knows no hash puts its keys', () => {
    const url = `https://shop.example/?${paid}#/return?plan=basic`;
    expect(readUnknown(url)).toMatchObject({ cleanUrl: 'https://shop.example/#/return?plan=basic' });
  });

  it.each([
    'https://shop.example/',
    'https://shop.example/?success=true',
    'https://shop.example/?error_code=404&error_msg=not+found',
    'https://shop.example/?merchant_uid=m1',
    'https://shop.example/orders?merchant_uid=m1&tab=2',
    'https://shop.example/#imp_uid=imp_1',
    'https://shop.example/#plans&imp_uid=imp_1',
    'https://shop.example/imp_uid=imp_1',
    'https://shop.example/?IMP_UID=imp_1',
    'not an address',
    '',
  ])('takes %s for somebody else’s address', (url) => {
    expect(readUnknown(url)).toBeUndefined();
    expect(withoutReturn(url)).toBe(url);
  });
});

describe('the address without a return', () => {
  it.each([
    [`${base}?plan=basic&${paid}`, `${base}?plan=basic`],
    [`${base}?${paid}&plan=basic`, `${base}?plan=basic`],
    [`${base}?a=%20b+c&${paid}&d=%EA%B0%80`, `${base}?a=%20b+c&d=%EA%B0%80`],
    [`${base}?a&b=&=c&${paid}&&a`, `${base}?a&b=&=c&&a`],
    [`${base}?redirect=%2Fx%3Fimp_uid%3D1&${paid}`, `${base}?redirect=%2Fx%3Fimp_uid%3D1`],
    [`${base}?my_imp_uid=1&${paid}`, `${base}?my_imp_uid=1`],
    [`${base}?imp_uid+=1&${paid}`, `${base}?imp_uid+=1`],
    [`${base}?${paid}#plans`, `${base}#plans`],
    [`${base}?${paid}&${paid}&imp%5Fuid=3`, base],
    // Mangled escapes are nobody's business but the merchant's.
    [`${base}?q=%E0%A4%A&%zz=1&${paid}`, `${base}?q=%E0%A4%A&%zz=1`],
    [`${base}??odd=1&${paid}`, `${base}??odd=1`],
    [`https://shop.example/#/a??odd=1&${paid}`, 'https://shop.example/#/a??odd=1'],
  ])('makes of %s', (url, expected) => {
    expect(withoutReturn(url)).toBe(expected);
    expect(readUnknown(url)?.cleanUrl).toBe(expected);
  });

  it('cleans both places when both hold a return', () => {
    expect(withoutReturn(`https://shop.example/?${paid}&a=1&b=2#/return?c=3&d=4&${paid}`)).toBe(
      'https://shop.example/?a=1&b=2#/return?c=3&d=4',
    );
  });

  it('keeps a success of the merchant’s own, where no return is', () => {
    expect(withoutReturn(`${base}?success=true&plan=1`)).toBe(`${base}?success=true&plan=1`);
  });
});

/** Text as it stands between `&` and `=` in addresses, good and bad. */
const text = fc.oneof(
  fc.string({ maxLength: 8 }).map(encodeURIComponent),
  fc.constantFrom(
    '%',
    '%zz',
    '%E0%A4',
    '+',
    '%20',
    '%00',
    '%2526',
    'a[]',
    '한글',
    '__proto__',
    'constructor',
    "'",
    '?',
  ),
  fc.constantFrom('imp_uid%20', 'Imp_uid', 'success[]', 'imp_uid%00'),
);
const ownPair = fc.tuple(text, fc.option(text)).map(([key, value]) => (value === null ? key : `${key}=${value}`));
const returnPair = fc
  .tuple(
    fc.constantFrom('imp_uid', 'merchant_uid', 'imp_success', 'success', 'error_code', 'error_msg', 'imp%5Fuid'),
    fc.oneof(text, fc.constantFrom('<script>alert(1)</script>', 'true', 'false', 'imp_1', 'javascript:alert(1)')),
  )
  .map(([key, value]) => `${key}=${encodeURI(value)}`);

describe('any address at all', () => {
  it('is read without a throw, cleaned, and clean for good', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(ownPair, returnPair), { maxLength: 8 }),
        fc.array(fc.oneof(ownPair, returnPair), { maxLength: 4 }),
        fc.constantFrom('https://shop.example/a', 'http://localhost:5173/', 'https://shop.example/%zz/'),
        (query, hash, start) => {
          const url = `${start}?${query.join('&')}#/page?${hash.join('&')}`;
          const found = readUnknown(url);
          const clean = withoutReturn(url);
          expect(readUnknown(clean)).toBeUndefined();
          expect(withoutReturn(clean)).toBe(clean);
          if (found) expect(found.cleanUrl).toBe(clean);
          else expect(clean).toBe(url);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps the merchant’s own keys, byte for byte and in their order', () => {
    fc.assert(
      fc.property(fc.array(ownPair, { maxLength: 6 }), fc.nat(6), (own, at) => {
        const mixed = [...own.slice(0, at), 'imp_uid=imp_1', 'merchant_uid=m1', ...own.slice(at), 'imp_success=true'];
        const clean = withoutReturn(`${base}?${mixed.join('&')}`);
        // What the browser itself makes of the same keys, without a return among them.
        const bare = new URL(own.length > 0 ? `${base}?${own.join('&')}` : base);
        expect(clean).toBe(bare.search === '' ? base : bare.href);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads each value as the browser does', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (impUid, merchantUid) => {
        const query = new URLSearchParams({ imp_uid: impUid, merchant_uid: merchantUid, imp_success: 'true' });
        const found = readUnknown(`${base}?${query}`);
        expect(found?.orderNumber).toBe(query.get('merchant_uid'));
        expect(found?.answer).toMatchObject({ type: 'issued', key: { impUid: query.get('imp_uid') } });
      }),
      { numRuns: 500 },
    );
  });

  it('is never a surprise when it is no address', () => {
    fc.assert(
      fc.property(fc.string(), (href) => {
        expect(() => readUnknown(href)).not.toThrow();
        expect(() => withoutReturn(href)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('keys of the host’s own that have the names of a return’s', () => {
  const issued = 'imp_uid=imp_1&merchant_uid=m-a1&imp_success=true';
  const refused = 'merchant_uid=m-a1&imp_success=false&error_code=F400&error_msg=%ED%95%9C%EB%8F%84';

  /** An attempt that comes back to this address, as its record remembers it. */
  function finder(redirectUrl: string): (orderNumber: string) => AttemptRecord | undefined {
    const record = sampleRecord('a1', { kept: { ...keepPairs(redirectUrl) } });
    return (orderNumber) => (orderNumber === 'm-a1' ? record : undefined);
  }

  const piecesOf = (url: string) => url.split('#').map((part) => part.split(/[?&]/).sort());

  const hosts = [
    'success=true',
    'success=false',
    'imp_success=true',
    'imp_success=false',
    'merchant_uid=shop-7',
    'imp_uid=imp_of_the_shop',
    'error_code=404',
    'error_msg=hello%20world',
    'error_msg=%5B%EA%B2%B0%EC%A0%9C%ED%8F%AC%EA%B8%B0%5D',
    'success=true&success=true',
    'success',
    'success=true&merchant_uid=shop-7&imp_uid=x&error_msg=y&error_code=z&imp_success=false',
  ];

  describe.each(hosts)('%s', (own) => {
    it.each([
      ['first, before what is added', `${base}?${own}&plan=1`, (added: string) => `${base}?${own}&plan=1&${added}`],
      ['last, after what is added', `${base}?plan=1&${own}`, (added: string) => `${base}?${added}&plan=1&${own}`],
      [
        'of a hash router, to which the PG adds there',
        `https://shop.example/#/return?${own}`,
        (added: string) => `https://shop.example/#/return?${own}&${added}`,
      ],
      [
        'of a hash router, where the PG knows no hash',
        `https://shop.example/?a=1#/return?${own}`,
        (added: string) => `https://shop.example/?a=1&${added}#/return?${own}`,
      ],
      [
        'of the page, where the PG adds behind the hash',
        `https://shop.example/?${own}#/return`,
        (added: string) => `https://shop.example/?${own}#/return?${added}`,
      ],
    ])('%s', (_, redirectUrl, come) => {
      const find = finder(redirectUrl);
      const bare = new URL(redirectUrl).href;
      expect(readReturn(come(issued), find)).toMatchObject({
        record: { attemptId: 'a1' },
        orderNumber: 'm-a1',
        answer: { type: 'issued', key: { impUid: 'imp_1' } },
      });
      expect(readReturn(come(refused), find)).toMatchObject({
        record: { attemptId: 'a1' },
        answer: { type: 'failed', code: 'refused', pgCode: 'F400', pgMessage: '한도' },
      });
      for (const added of [issued, refused]) {
        const cleanUrl = readReturn(come(added), find)?.cleanUrl ?? '';
        const expected = come('ADDED')
          .replace(/[?&]ADDED(?=#|$)/, '')
          .replace(/ADDED&/, '');
        // Where both have the very same pair, one of them is left: nobody can tell which.
        expect(piecesOf(cleanUrl)).toEqual(piecesOf(new URL(expected).href));
        // What stays is the host's, and no return a second time.
        expect(readReturn(cleanUrl, find)?.record).toBeUndefined();
      }
      expect(readReturn(bare, find)?.record).toBeUndefined();
    });
  });

  it('stay where a server on the way has written them anew', () => {
    const find = finder(`${base}?error_msg=hello%20world&success=%74rue`);
    expect(readReturn(`${base}?error_msg=hello+world&success=true&${issued}`, find)).toMatchObject({
      answer: { type: 'issued' },
      cleanUrl: `${base}?error_msg=hello+world&success=true`,
    });
  });

  it('that are twice in the address are the host’s once, and the gateway’s once', () => {
    const find = finder(`${base}?imp_success=true`);
    expect(readReturn(`${base}?imp_success=true&${issued}`, find)).toMatchObject({
      answer: { type: 'issued' },
      cleanUrl: `${base}?imp_success=true`,
    });
  });

  it('do not hide a refusal behind a success of the host’s, nor a key behind a failure', () => {
    const find = finder(`${base}?success=true&imp_uid=imp_old`);
    expect(readReturn(`${base}?success=true&imp_uid=imp_old&${refused}`, find)?.answer).toMatchObject({
      type: 'failed',
    });
    const failing = finder(`${base}?success=false&error_msg=x`);
    expect(readReturn(`${base}?success=false&error_msg=x&${issued}`, failing)?.answer).toMatchObject({
      type: 'issued',
    });
  });

  it('are kept by the order of both queries, whatever a damaged record says', () => {
    expect(keepPairs(`${base}?success=true&a=1&merchant_uid=m#/x?imp_uid=1&b=2`).hostPairs).toEqual([
      'success=true&merchant_uid=m',
      'imp_uid=1',
    ]);
    expect(keepPairs('not an address').hostPairs).toEqual(['', '']);
    for (const kept of [undefined, {}, { hostPairs: 'x' }, { hostPairs: [null, 7] }]) {
      const record = sampleRecord('a1', { kept });
      expect(readReturn(`${base}?${issued}`, () => record)?.answer).toMatchObject({ type: 'issued' });
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReturnUrl, withoutReturnKeys } from '../../../src/core/returns/returnUrl.js';

const base = 'https://shop.example/return';
const paid = 'imp_uid=imp_1&merchant_uid=m1';

describe('readReturnUrl', () => {
  it('reads the query', () => {
    expect(readReturnUrl(`${base}?${paid}&imp_success=true`)).toEqual({
      response: { imp_uid: 'imp_1', merchant_uid: 'm1', imp_success: 'true' },
      cleanUrl: base,
    });
  });

  it('reads the old spelling, and what a failure adds', () => {
    const url = `${base}?merchant_uid=m1&success=false&error_code=F400&error_msg=%5B%EA%B2%B0%EC%A0%9C%ED%8F%AC%EA%B8%B0%5D+x`;
    expect(readReturnUrl(url)?.response).toEqual({
      merchant_uid: 'm1',
      success: 'false',
      error_code: 'F400',
      error_msg: '[결제포기] x',
    });
  });

  it.each(['imp_success', 'success', 'error_code', 'error_msg'])('knows one without imp_uid by %s', (key) => {
    expect(readReturnUrl(`${base}?merchant_uid=m1&${key}=x`)?.response).toEqual({ merchant_uid: 'm1', [key]: 'x' });
  });

  it('reads what a hash router keeps behind #', () => {
    const url = `https://shop.example/#/return?plan=basic&${paid}`;
    expect(readReturnUrl(url)).toEqual({
      response: { imp_uid: 'imp_1', merchant_uid: 'm1' },
      cleanUrl: 'https://shop.example/#/return?plan=basic',
    });
  });

  it('reads the query of the page first: that is where a PG that knows no hash puts its keys', () => {
    const url = `https://shop.example/?${paid}#/return?plan=basic`;
    expect(readReturnUrl(url)).toMatchObject({ cleanUrl: 'https://shop.example/#/return?plan=basic' });
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
    expect(readReturnUrl(url)).toBeUndefined();
    expect(withoutReturnKeys(url)).toBe(url);
  });
});

describe('withoutReturnKeys', () => {
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
  ])('makes of %s', (url, expected) => {
    expect(withoutReturnKeys(url)).toBe(expected);
    expect(readReturnUrl(url)?.cleanUrl).toBe(expected);
  });

  it('cleans both places when both hold a return', () => {
    expect(withoutReturnKeys(`https://shop.example/?${paid}#/return?${paid}&plan=1`)).toBe(
      'https://shop.example/#/return?plan=1',
    );
  });

  it('keeps a success of the merchant’s own, where no return is', () => {
    expect(withoutReturnKeys(`${base}?success=true&plan=1`)).toBe(`${base}?success=true&plan=1`);
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
          const found = readReturnUrl(url);
          const clean = withoutReturnKeys(url);
          expect(readReturnUrl(clean)).toBeUndefined();
          expect(withoutReturnKeys(clean)).toBe(clean);
          if (found) expect(found.cleanUrl).toBe(clean);
          else expect(clean).toBe(new URL(url).href);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps the merchant’s own keys, byte for byte and in their order', () => {
    fc.assert(
      fc.property(fc.array(ownPair, { maxLength: 6 }), fc.nat(6), (own, at) => {
        const mixed = [...own.slice(0, at), 'imp_uid=imp_1', 'merchant_uid=m1', ...own.slice(at), 'imp_success=true'];
        const clean = withoutReturnKeys(`${base}?${mixed.join('&')}`);
        // What the browser itself makes of the same keys, without a return among them.
        const bare = new URL(own.length > 0 ? `${base}?${own.join('&')}` : base);
        expect(clean).toBe(bare.search === '' ? base : bare.href);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads each value as the browser does', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (impUid, message) => {
        const query = new URLSearchParams({ imp_uid: impUid, error_msg: message });
        expect(readReturnUrl(`${base}?${query}`)?.response).toEqual(Object.fromEntries(query));
      }),
      { numRuns: 500 },
    );
  });

  it('is never a surprise when it is no address', () => {
    fc.assert(
      fc.property(fc.string(), (href) => {
        expect(() => readReturnUrl(href)).not.toThrow();
        expect(() => withoutReturnKeys(href)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptRecord } from '../../src/core/attempt/AttemptRecord.js';
import { keepPairs, readReturn, withOwnKey } from '../../src/portone/returnUrl.js';

const host = 'https://shop.test/done?code=WELCOME10&plan=basic';

function recordOf(redirectUrl: string, api: 'v1' | 'v2' = 'v2'): AttemptRecord {
  return { api, attemptId: 'a1', orderNumber: 'issue1', kept: keepPairs(redirectUrl) } as unknown as AttemptRecord;
}

const known = (redirectUrl: string, api?: 'v1' | 'v2') => (number: string) =>
  number === 'issue1' ? recordOf(redirectUrl, api) : undefined;
const arrive = (redirectUrl: string, query: string) =>
  readReturn(`${withOwnKey(redirectUrl, 'issue1')}&${query}`, known(redirectUrl));

const issued = 'transactionType=ISSUE_BILLING_KEY&billingKey=billing-key-1';

describe('readReturn', () => {
  it('reads a key, and takes it out of the address', () => {
    expect(arrive(host, issued)).toMatchObject({
      record: { attemptId: 'a1' },
      orderNumber: 'issue1',
      answer: { type: 'issued', key: { billingKey: 'billing-key-1' } },
      cleanUrl: host,
    });
  });

  it('reads a refusal beside a code of the host’s own', () => {
    const found = arrive(host, 'transactionType=ISSUE_BILLING_KEY&code=PGProviderError&message=m&pgCode=1&pgMessage=p');
    expect(found).toMatchObject({ answer: { type: 'failed', code: 'refused', pgMessage: 'p' }, cleanUrl: host });
  });

  it('does not take the host’s own code for a refusal', () => {
    expect(arrive(host, issued)?.answer.type).toBe('issued');
  });

  it('hands on a token to be confirmed', () => {
    const found = arrive(host, 'billingKey=NEEDS_CONFIRMATION&billingIssueToken=token');
    expect(found?.answer).toEqual({ type: 'issued', key: { billingIssueToken: 'token' } });
  });

  it('reads the query of a page with a hash router', () => {
    const redirectUrl = 'https://shop.test/#/done?plan=basic';
    expect(arrive(redirectUrl, '')?.answer).toBeUndefined();
    const back = `${withOwnKey(redirectUrl, 'issue1').replace('#', `&${issued}#`)}`;
    expect(readReturn(back, known(redirectUrl))).toMatchObject({ answer: { type: 'issued' }, cleanUrl: redirectUrl });
  });

  it('tells of a key that no attempt here asked for, and knows no record for it', () => {
    const found = readReturn(`https://shop.test/?rbk=forged&${issued}`, known(host));
    expect(found).toMatchObject({ record: undefined, orderNumber: 'forged', answer: { type: 'issued' } });
  });

  it('leaves an attempt of V1 to V1', () => {
    const found = readReturn(`${withOwnKey(host, 'issue1')}&${issued}`, known(host, 'v1'));
    expect(found?.record).toBeUndefined();
  });

  it.each([
    'https://shop.test/?code=404&message=not+found',
    'https://shop.test/?billingKey=x',
    'https://shop.test/?rbk=issue1',
    'https://shop.test/?imp_uid=imp_1&merchant_uid=m1',
    'not an address',
  ])('takes %s for somebody else’s', (href) => {
    expect(readReturn(href, known(host))).toBeUndefined();
  });

  it('gives back the very address, whatever the host had in it', () => {
    const name = fc.constantFrom('code', 'message', 'rbk', 'billingKey', 'a', '가', 'x y');
    const query = fc
      .array(fc.tuple(name, fc.string()), { maxLength: 6 })
      .map((pairs) => `${new URLSearchParams(pairs)}`);
    fc.assert(
      fc.property(query, fc.constantFrom('', '#top', '#/route?tab=2'), (search, hash) => {
        const { href } = new URL(`https://shop.test/done${search && `?${search}`}${hash}`);
        const added = issued
          .split('&')
          .reduce((url, pair) => url.replace(/(#|$)/, `&${pair}$1`), withOwnKey(href, 'issue1'));
        expect(readReturn(added, known(href))).toMatchObject({ answer: { type: 'issued' }, cleanUrl: href });
      }),
    );
  });
});

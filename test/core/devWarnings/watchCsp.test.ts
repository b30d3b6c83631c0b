import { beforeEach, describe, expect, it, vi } from 'vitest';
import { acquirePage } from '../../../src/core/attempt/pageLock.js';
import { watchCsp as watch } from '../../../src/core/devWarnings/watchCsp.js';
import { warnings } from '../support/warnings.js';

const said = warnings();
let page: EventTarget & { baseURI: string };

beforeEach(() => {
  page = Object.assign(new EventTarget(), { baseURI: 'https://shop.example/checkout' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', {});
});

const watchCsp = (own: readonly (string | undefined)[]) =>
  watch({ name: "i'mport's SDK", hosts: /(^|\.)iamport\.(kr|co)$/, own });

function violate(fields: Partial<SecurityPolicyViolationEvent>): string[] {
  const event = new Event('securitypolicyviolation');
  const blank = {
    disposition: 'enforce',
    effectiveDirective: 'script-src-elem',
    blockedURI: '',
    sample: '',
    sourceFile: '',
  };
  page.dispatchEvent(Object.assign(event, blank, fields));
  return said();
}

const why = "i'mport's SDK and the PGs' windows don't work without it, and the SDK says nothing of it.";
const sdk = 'https://cdn.iamport.kr/v1/iamport.js';

describe('a Content-Security-Policy that was in the way', () => {
  it('of the SDK’s script', () => {
    watchCsp([]);
    expect(violate({ blockedURI: sdk })).toEqual([
      `The page's Content-Security-Policy blocked ${sdk}: script-src-elem. ${why} Add https://cdn.iamport.kr to ` +
        'script-src-elem, or give BillingProvider the nonce of the page. See docs/csp.md for the whole policy.',
    ]);
    violate({ blockedURI: sdk });
    expect(said()).toHaveLength(1);
    violate({ blockedURI: 'https://service.iamport.kr/x', effectiveDirective: 'frame-src' });
    violate({ blockedURI: sdk, effectiveDirective: 'script-src' });
    expect(said()).toHaveLength(3);
    expect(said()[1]).toContain('Add https://service.iamport.kr to frame-src. See docs/csp.md');
  });

  it('of what the SDK does to the page', () => {
    watchCsp([]);
    const inline = { blockedURI: 'inline', sourceFile: sdk, effectiveDirective: 'style-src-attr' };
    expect(violate(inline)).toEqual([
      `The page's Content-Security-Policy blocked inline: style-src-attr. ${why} Add 'unsafe-inline' to style-src-attr. ` +
        'See docs/csp.md for the whole policy.',
    ]);
  });

  it('of an address in place of i’mport’s, written in full or not', () => {
    watchCsp([undefined, '/vendor/iamport.js', 'https://mirror.example/jquery.js']);
    violate({ blockedURI: 'https://shop.example/vendor/iamport.js' });
    violate({ blockedURI: 'https://mirror.example/jquery.js' });
    expect(said()).toHaveLength(2);
    violate({ blockedURI: 'https://mirror.example/other.js' });
    expect(said()).toHaveLength(2);
  });

  it('of the Trusted Types policy', () => {
    watchCsp([]);
    violate({ effectiveDirective: 'trusted-types', sample: 'another', blockedURI: 'trusted-types-policy' });
    violate({ effectiveDirective: 'script-src', sample: 'react-billing-key', blockedURI: 'inline' });
    violate({
      effectiveDirective: 'trusted-types',
      sample: 'not react-billing-key',
      blockedURI: 'trusted-types-policy',
    });
    expect(said()).toEqual([]);
    const own = {
      effectiveDirective: 'trusted-types',
      sample: 'react-billing-key|x',
      blockedURI: 'trusted-types-policy',
    };
    expect(violate(own)).toEqual([
      "The page's Content-Security-Policy blocked the Trusted Types policy react-billing-key: trusted-types. " +
        `${why} Add react-billing-key to trusted-types. See docs/csp.md for the whole policy.`,
    ]);
  });

  it.each(['frame-src', 'child-src', 'form-action'])(
    'of the window that is open, whatever its host: %s',
    (directive) => {
      watchCsp([]);
      const pgs = { blockedURI: 'https://pay.bank.example/a', effectiveDirective: directive };
      expect(violate(pgs)).toEqual([]);
      acquirePage('a1', () => true);
      violate({ ...pgs, effectiveDirective: 'img-src' });
      expect(said()).toEqual([]);
      expect(violate(pgs)).toHaveLength(1);
    },
  );

  it.each([
    ['https://shop.example/app.js', ''],
    ['https://iamport.kr.evil.example/a.js', ''],
    ['https://notiamport.kr/a.js', ''],
    ['eval', 'https://shop.example/app.js'],
  ])('of other people’s is not our business: %s', (blockedURI, sourceFile) => {
    watchCsp([]);
    expect(violate({ blockedURI, sourceFile })).toEqual([]);
  });

  it('that only reports was in nobody’s way', () => {
    watchCsp([]);
    expect(violate({ blockedURI: sdk, disposition: 'report' })).toEqual([]);
  });

  it('is listened for once a page, and not where there is none', () => {
    const listen = vi.spyOn(page, 'addEventListener');
    watchCsp([]);
    watchCsp([]);
    expect(listen).toHaveBeenCalledOnce();
    Reflect.deleteProperty(globalThis, Symbol.for('react-billing-key/dev-warnings'));
    vi.stubGlobal('document', undefined);
    expect(() => watchCsp([])).not.toThrow();
    vi.stubGlobal('document', page);
    watchCsp([]);
    expect(listen).toHaveBeenCalledTimes(2);
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { acquirePage } from '../../../src/core/attempt/pageLock.js';
import { watchInit } from '../../../src/iamport/devWarnings/watchInit.js';
import type { Iamport } from '../../../src/iamport/wire.js';
import { warnings } from '../../core/support/warnings.js';

const said = warnings();
const why =
  'Each IMP.init takes away the frames of the one before: a window that is open closes, and its answer never comes.';
const fix = 'Leave it to this package: take IMP.init and IMP.agency out of other scripts and tag managers.';
let frames: string[];

beforeEach(() => {
  frames = [];
  vi.stubGlobal('window', {});
  vi.stubGlobal('document', { querySelector: (selector: string) => (frames.includes(selector) ? {} : null) });
});

function sdkOf(extra: object = {}) {
  return { init: vi.fn(), agency: vi.fn(), ...extra } as unknown as Iamport & {
    init: ReturnType<typeof vi.fn>;
    agency(...codes: string[]): void;
  };
}

describe('IMP.init', () => {
  it('by this package is expected, each time', () => {
    const sdk = sdkOf();
    const { init } = sdk;
    watchInit(sdk);
    sdk.init('imp00000000');
    watchInit(sdk);
    sdk.init('imp00000000');
    expect(init.mock.calls).toEqual([['imp00000000'], ['imp00000000']]);
    expect(init.mock.contexts[0]).toBe(sdk);
    expect(said()).toEqual([]);
  });

  it.each(['init', 'agency'] as const)('by others afterwards is told of, once: %s', (name) => {
    const sdk = sdkOf();
    watchInit(sdk);
    sdk.init('imp00000000');
    sdk[name]('imp00000001');
    expect(said()).toEqual([`IMP.${name} was called by other code. ${why} ${fix}`]);
    sdk.init('imp00000001');
    sdk.agency('imp00000001');
    expect(said()).toHaveLength(1);
  });

  it('while an attempt is open is told as that', () => {
    const sdk = sdkOf();
    watchInit(sdk);
    sdk.init('imp00000000');
    acquirePage('a1', () => true);
    sdk.init('imp00000000');
    expect(said()).toEqual([`IMP.init was called by other code while an attempt was open. ${why} ${fix}`]);
  });

  it('by others before is seen by the frames that it leaves', () => {
    frames = ['.imp-dialog iframe[src*="/payments/ready/"]'];
    watchInit(sdkOf());
    expect(said()).toEqual([`IMP.init was called before this package came to it. ${why} ${fix}`]);
    watchInit(sdkOf());
    expect(said()).toHaveLength(1);
  });

  it('that calls itself anew, as the SDK does, is the SDK’s own', () => {
    const sdk = sdkOf();
    sdk.init.mockImplementationOnce(() => sdk.init('imp00000000'));
    watchInit(sdk);
    sdk.init('imp00000000');
    expect(said()).toEqual([]);
    sdk.init('imp00000000');
    expect(said()).toHaveLength(1);
  });

  it('that throws is not taken to be under way for ever', () => {
    const sdk = sdkOf();
    sdk.init.mockImplementationOnce(() => {
      throw new TypeError('Requirements are not loaded');
    });
    watchInit(sdk);
    expect(() => sdk.init('imp00000000')).toThrow('Requirements are not loaded');
    sdk.init('imp00000000');
    expect(said()).toHaveLength(1);
  });

  it.each([
    ['/v1/iamport.js', []],
    ['/js/iamport.payment-1.2.0.js', []],
    ['/js/iamport.js', []],
    ['/js/iamport.payment-x.js', [expect.any(String)]],
    ['/js/app.js', [expect.any(String)]],
  ])('by the script %s', (address, expected) => {
    const sdk = sdkOf();
    watchInit(sdk);
    sdk.init('imp00000000');
    new Function('IMP', `IMP.init("imp00000000");\n//# sourceURL=https://cdn.iamport.kr${address}`)(sdk);
    expect(said()).toEqual(expected);
  });

  it('is watched even where the browser tells no stack', () => {
    const sdk = sdkOf();
    watchInit(sdk);
    sdk.init('imp00000000');
    vi.stubGlobal(
      'Error',
      class {
        stack = undefined;
      },
    );
    sdk.init('imp00000000');
    expect(said()).toHaveLength(1);
  });
});

describe('an SDK', () => {
  it('of the old kind wants jQuery', () => {
    vi.stubGlobal('window', { jQuery() {} });
    watchInit(sdkOf({ payport: {} }));
    vi.stubGlobal('window', {});
    watchInit(sdkOf());
    expect(said()).toEqual([]);
    watchInit(sdkOf({ payport: {} }));
    watchInit(sdkOf({ payport: {} }));
    expect(said()).toEqual([
      "The SDK on this page is a 1.1 or 1.2 release of i'mport's, and there is no jQuery. IMP.init throws without it, so " +
        'no payment window can open. Load jQuery before it, pass jQueryUrl, or move to ' +
        'https://cdn.iamport.kr/v1/iamport.js, which needs none.',
    ]);
  });

  it('that is frozen, or has no agency, is left as it is', () => {
    const frozen = Object.freeze(sdkOf());
    expect(() => watchInit(frozen)).not.toThrow();
    const plain = { init: vi.fn() } as unknown as Iamport;
    watchInit(plain);
    expect('agency' in plain).toBe(false);
    expect(said()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { detectInAppBrowser, type InAppBrowser } from '../../../src/core/lib/inAppBrowser.js';

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android =
  'Mozilla/5.0 (Linux; Android 14; SM-S918N Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko)';
const chrome = 'Version/4.0 Chrome/122.0.6261.64 Mobile Safari/537.36';

const inside: readonly (readonly [InAppBrowser, string])[] = [
  ['kakaotalk', `${iPhone} Mobile/15E148 KAKAOTALK 10.4.5`],
  ['kakaotalk', `${android} ${chrome};KAKAOTALK 2410450`],
  ['naver', `${iPhone} Version/17.0 Mobile/15E148 Safari/604.1 NAVER(inapp; search; 2000; 12.4.1; 15PRO)`],
  ['naver', `${android} ${chrome} NAVER(inapp; search; 2000; 12.4.1)`],
  ['instagram', `${iPhone} Mobile/21E219 Instagram 321.0.3.27.111 (iPhone14,5; iOS 17_4; ko_KR; ko; scale=3.00)`],
  ['instagram', `${android} ${chrome} Instagram 321.0.0.39.106 Android (34/14; 480dpi; samsung; SM-S918N; ko_KR)`],
  ['facebook', `${iPhone} Mobile/21E219 [FBAN/FBIOS;FBAV/454.0.0.36.109;FBDV/iPhone14,5;FBLC/ko_KR]`],
  ['facebook', `${android} ${chrome} [FB_IAB/FB4A;FBAV/454.0.0.43.109;]`],
  ['line', `${iPhone} Mobile/15E148 Safari Line/13.20.0`],
  ['line', `${android} ${chrome} Line/13.20.1/IAB`],
  ['android_webview', `${android} ${chrome}`],
  ['ios_webview', `${iPhone} Mobile/15E148`],
];

const outside: readonly (readonly [string, string])[] = [
  ['Safari on an iPhone', `${iPhone} Version/17.4 Mobile/15E148 Safari/604.1`],
  ['Chrome on an iPhone', `${iPhone} CriOS/122.0.6261.89 Mobile/15E148 Safari/604.1`],
  ['Chrome on Android', `Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome}`],
  ['Samsung Internet', `Mozilla/5.0 (Linux; Android 14; SM-S918N) AppleWebKit/537.36 SamsungBrowser/24.0 ${chrome}`],
  [
    'Safari on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15',
  ],
  [
    'an embedded view on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  ],
  ['a browser whose window is online', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Outline/1.0 Safari/537.36'],
  ['nothing', ''],
];

describe('detectInAppBrowser', () => {
  it.each(inside)('knows %s: %s', (name, userAgent) => {
    expect(detectInAppBrowser(userAgent)).toBe(name);
  });

  it.each(outside)('takes %s for none', (_, userAgent) => {
    expect(detectInAppBrowser(userAgent)).toBeUndefined();
  });
});

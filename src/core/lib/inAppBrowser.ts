/** An app that shows web pages in a view of its own; by name where the user agent tells it, else by the kind of the view. */
export type InAppBrowser =
  | 'kakaotalk'
  | 'naver'
  | 'instagram'
  | 'facebook'
  | 'line'
  | 'android_webview'
  | 'ios_webview';

/**
 * In order, as one user agent can name two of them: an app's own name says more than the view it is in.
 *
 * Apps write themselves into the user agent: `KAKAOTALK 10.4.5`, `NAVER(inapp; search; …)`, `Instagram 309.0`,
 * `[FBAN/FBIOS;…]` or `[FB_IAB/FB4A;…]`, `Line/13.20.0`. An Android WebView adds `; wv`; a WKWebView leaves out the `Safari/`
 * that every browser on iOS has.
 */
const signs: readonly (readonly [InAppBrowser, RegExp])[] = [
  ['kakaotalk', /KAKAOTALK/i],
  ['naver', /NAVER\(inapp/i],
  ['instagram', /Instagram/],
  ['facebook', /FBA[NV]\/|FB_IAB\//],
  ['line', /\bLine\//],
  ['android_webview', /; ?wv\)/],
  ['ios_webview', /^(?!.*Safari\/).*\((?:iPhone|iPad|iPod)/],
];

/**
 * The in-app browser that a user agent belongs to, if any. There a popup may be refused, the storage is the app's own, and a
 * return from a PG's page or a card company's app may land in the phone's browser instead.
 */
export function detectInAppBrowser(userAgent: string): InAppBrowser | undefined {
  return signs.find(([, sign]) => sign.test(userAgent))?.[0];
}

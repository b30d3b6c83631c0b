/** Brand colours of the window's bar, dark enough for white text or light enough for black. */
const brands: Readonly<Record<string, readonly [background: string, text: string]>> = {
  kcp_v2: ['#1a4c9c', '#fff'],
  inicis_v2: ['#c0392b', '#fff'],
  kcp_billing: ['#1a4c9c', '#fff'],
  html5_inicis: ['#c0392b', '#fff'],
  kakaopay: ['#fee500', '#191919'],
  naverpay: ['#027a3e', '#fff'],
  payco: ['#c8102e', '#fff'],
  tosspay: ['#1b64da', '#fff'],
  tosspay_v2: ['#1b64da', '#fff'],
  tosspayments: ['#1b64da', '#fff'],
  paypal: ['#003087', '#fff'],
  paypal_v2: ['#003087', '#fff'],
};

export function windowStyles(provider: string): string {
  const [bar, barText] = brands[provider] ?? ['#27364b', '#fff'];
  return `:host { --bar: ${bar}; --bar-text: ${barText}; }\n${css}`;
}

const css = `
:host { all: initial; pointer-events: inherit; position: fixed; inset: 0; z-index: 99999; display: block; color-scheme: light; }
*, *::before, *::after { box-sizing: border-box; }
.shade { position: absolute; inset: 0; display: flex; padding: 16px; overflow: auto;
  background: rgb(15 23 42 / 55%); color: #18212f;
  font: 15px/1.5 'Pretendard Variable', Pretendard, -apple-system, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif;
  word-break: keep-all; overflow-wrap: anywhere; }
.window { display: flex; flex-direction: column; width: min(100%, 600px); height: max-content; margin: auto; overflow: hidden; background: #fff;
  border-radius: 14px; box-shadow: 0 24px 64px rgb(15 23 42 / 35%); outline: none; }
:host([data-full-page]) .shade { display: block; padding: 0; background: #fff; }
:host([data-full-page]) .window { width: 100%; max-width: 640px; height: auto; min-height: 100%; margin: 0 auto; border-radius: 0; box-shadow: none; }
.bar { display: flex; align-items: center; gap: 10px; padding: 6px 6px 6px 20px; background: var(--bar); color: var(--bar-text); }
.pg { margin: 0; font-size: 17px; font-weight: 700; }
.badge { margin-inline-end: auto; padding: 2px 9px; border: 1px solid currentcolor; border-radius: 99px; font-size: 12px; font-weight: 600; }
.notice { margin: 0; padding: 10px 20px; background: #fff4cc; border-bottom: 1px solid #e5c558; color: #5c4300; font-size: 13px; }
.body { display: grid; gap: 18px; padding: 20px; }
h2 { margin: 0 0 10px; font-size: 16px; font-weight: 700; }
dl { display: grid; grid-template-columns: max-content 1fr; align-items: baseline; gap: 6px 16px; margin: 0; padding: 14px 16px; background: #f4f6f9; border-radius: 10px; }
dt { color: #4a5668; }
dd { margin: 0; text-align: end; }
dd.amount { font-size: 18px; font-weight: 700; }
form { display: grid; gap: 16px; }
fieldset { display: grid; gap: 8px; min-width: 0; margin: 0; padding: 0; border: 0; }
legend, .label { display: block; margin: 0 0 6px; padding: 0; font-size: 13px; font-weight: 600; color: #344054; }
.card, .agree { display: flex; align-items: center; gap: 12px; min-height: 52px; padding: 7px 14px; border: 1px solid #c3ccd8; border-radius: 10px; cursor: pointer; }
.card:hover, .agree:hover { border-color: #5d6b7e; }
.card:has(:checked) { border-color: #1b5fd0; box-shadow: inset 0 0 0 1px #1b5fd0; background: #f0f6ff; }
.card b { display: block; font-variant-numeric: tabular-nums; font-weight: 600; letter-spacing: .02em; }
.card small { display: block; font-size: 13px; color: #4a5668; }
input[type='radio'], input[type='checkbox'] { flex: none; width: 20px; height: 20px; margin: 0; accent-color: #1b5fd0; }
.fields { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; align-items: start; }
.label { min-height: 1.5em; white-space: nowrap; }
.fields > :first-child { grid-column: 1 / -1; }
.text { width: 100%; min-height: 46px; padding: 0 12px; border: 1px solid #8793a5; border-radius: 8px; background: #fff; color: inherit; font: inherit; font-variant-numeric: tabular-nums; }
.text[aria-invalid='true'], .agree:has([aria-invalid='true']) { border-color: #b42318; }
.error { margin: 6px 0 0; font-size: 13px; color: #b42318; }
.error:empty, .status:empty { display: none; }
.status { margin: 0; padding: 10px 14px; border-radius: 8px; background: #eef2f7; }
.status.wrong { background: #fef3f2; color: #b42318; }
.actions { display: grid; grid-template-columns: 1fr 2fr; gap: 10px; }
button { min-width: 44px; min-height: 44px; border: 0; border-radius: 10px; font: inherit; font-weight: 600; cursor: pointer; }
.actions button { min-height: 52px; }
.cancel { background: #e9edf3; color: #18212f; }
.pay { background: #1b5fd0; color: #fff; }
.close { background: none; color: inherit; font-size: 22px; line-height: 1; }
button[aria-disabled='true'] { opacity: .55; cursor: progress; }
:focus-visible { outline: 3px solid #1b5fd0; outline-offset: 2px; }
.bar :focus-visible { outline-color: currentcolor; outline-offset: -4px; }
@media (min-width: 560px) {
  fieldset { grid-template-columns: 1fr 1fr; }
  .fields { grid-template-columns: 2fr 1fr 1fr 1fr; }
  .fields > :first-child { grid-column: auto; }
}
@media (max-width: 400px) { .fields { grid-template-columns: 1fr; } .shade { padding: 0; } .window { border-radius: 0; } dd { font-size: 13px; } }
@media (forced-colors: active) { .card:has(:checked) { outline: 2px solid Highlight; } }
`;

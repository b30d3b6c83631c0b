/** One habit of PortOne's V2 SDK or REST API, as the fakes have it. */
export interface PortOneBehaviour {
  /** What it does, in one line. */
  readonly claim: string;
  /** The document that says so, or `unverified`: no document does, and the fake does what is hardest to live with. */
  readonly source: string;
}

const of = (claim: string, source: string): PortOneBehaviour => ({ claim, source });
const unverified = 'unverified';
const types = '`@portone/browser-sdk` 0.1.11, types';
const openapi = '`v2.openapi.json` 1.16.0';
const docs = (page: string) => `PortOne docs, \`${page}\``;
const checkout = docs('integration/start/v2/checkout');
const mobile = docs('extra/mobile-payment/readme-v2');
const confirm = docs('extra/manual-confirm/readme-v2');
const webhook = docs('integration/webhook/readme-v2');
const overview = docs('api/rest-v2');

/** What the fake SDK does, each with a test of the same id in `portone.test.ts`. Nothing of it was seen in the real script. */
export const sdkBehaviours = {
  'load/global': of('The script puts its functions into window.PortOne.', types),
  'load/first-stays': of('A window.PortOne that is there already stays.', types),
  'load/no-init': of('There is no init: each request names its store and its channel.', types),

  'request/asks-first': of(
    'No window is open in the task that asked for it: the SDK asks its server first.',
    unverified,
  ),
  'request/rejects': of('What is wrong before a window shows rejects the promise, on phones too.', mobile),
  'request/error-class': of('It rejects with an Error that has __portOneErrorType, code and message.', types),
  'request/network-error': of('A network failure before the window rejects with a plain Error.', unverified),
  'request/required': of(
    'A field that the PG’s page calls mandatory is asked for before the window.',
    docs('integration/pg/v2'),
  ),
  'request/texts': of(
    'An id with characters that the PG does not take, or too many of them, is an error.',
    docs('integration/pg/v2'),
  ),
  'request/phone-bill': of(
    'A phone bill has mandatory fields of its own, and only at a PG that has one.',
    docs('integration/pg/v2'),
  ),
  'request/required-code': of('The code for it is BadRequest.', unverified),
  'request/window-type': of(
    'A window type that the PG does not have is an error.',
    docs('integration/pg/v2/tosspayments'),
  ),
  'request/unknown-channel': of('A channel that the store does not have is ChannelNotFound.', types),
  'request/integer-amount': of('An amount is a whole number of the currency’s smallest unit.', types),
  'request/force-redirect-errors': of('forceRedirect does not redirect what rejects.', types),
  'request/two-at-once': of('Two requests have a window each, and are answered each.', unverified),

  'answer/issued': of(
    'An issued key comes as billingKey, with the transaction’s type and nothing to tie it to an order.',
    types,
  ),
  'answer/code': of('A code in an answer means failed.', docs('integration/start/v2/billing/issue')),
  'answer/code-beside-key': of(
    'A billingKey can come beside a code, and is no issued key.',
    'PortOne’s iOS SDK reads `code` first',
  ),
  'answer/cancelled': of(
    'A customer who gives up is a code and a message in words. No declared code means it.',
    unverified,
  ),
  'answer/pg-message': of('pgCode and pgMessage are the PG’s own words, unaltered.', types),
  'answer/undefined': of('The promise can resolve to undefined.', types),
  'answer/needs-confirmation': of(
    'On a channel with manual approval the key is NEEDS_CONFIRMATION, beside a billingIssueToken.',
    confirm,
  ),
  'answer/and-pay': of('A key with a first payment comes with paymentId and txId.', types),
  'answer/and-pay-confirmation': of(
    'Its txId is NEEDS_CONFIRMATION too, where the channel waits for approval.',
    confirm,
  ),
  'answer/never': of('A window that is left open is never reported.', unverified),
  'answer/unheard': of(
    'A popup that is closed at the wrong moment loses the answer of an issued key.',
    docs('integration/pg/v2/tosspay-v2'),
  ),

  'phone/leaves': of('On a phone the page is left, and the promise is never settled.', checkout),
  'phone/keys': of(
    'The way back carries transactionType and billingKey.',
    'PortOne’s React Native and iOS SDKs read them',
  ),
  'phone/keys-failed': of(
    'A failed way back carries code, message, pgCode and pgMessage.',
    'PortOne’s React Native and iOS SDKs read them',
  ),
  'phone/keys-confirmation': of('With manual approval it carries billingIssueToken.', confirm),
  'phone/no-order': of('No order id comes back: what the merchant wrote into redirectUrl is all there is.', types),
  'phone/own-keys': of('The merchant’s own query stays in the address.', 'hosts were seen to rely on it'),
  'phone/no-address': of(
    'Without redirectUrl a phone’s window may not show; here nothing is ever heard of it.',
    mobile,
  ),
  'phone/force-redirect': of('forceRedirect sends the answer to redirectUrl on a desktop too.', types),

  'popup/naverpay': of('Naver Pay’s window is a popup on a desktop.', docs('integration/pg/v2/naverpay')),
  'popup/blocked': of('A popup that the browser blocks is told to nobody.', unverified),

  'ui/button': of(
    'loadIssueBillingKeyUI draws PayPal’s button into .portone-ui-container.',
    docs('integration/pg/v2/paypal-v2'),
  ),
  'ui/success': of('A click opens the window, and its key goes to onIssueBillingKeySuccess.', types),
  'ui/fail': of('A failure goes to onIssueBillingKeyFail as an IssueBillingKeyError.', types),
  'ui/update': of('updateLoadIssueBillingKeyUIRequest swaps the request before the click.', types),
  'ui/no-container': of('Without its container it rejects.', unverified),
} as const satisfies Record<string, PortOneBehaviour>;

export type SdkBehaviourId = keyof typeof sdkBehaviours;

/** What the fake server does, tested in `test/node/portoneServer`. */
export const restBehaviours = {
  'auth/secret': of(
    'Every call names the API secret, or an access token that lives for half an hour; else 401.',
    openapi,
  ),
  'auth/store': of('Another store than the secret’s own is 403.', unverified),
  'body/query': of('GET and DELETE may carry their body as requestBody in the query.', overview),
  'body/content-type': of(
    'A body is read as JSON whatever its content type says.',
    '`@portone/server-sdk` 0.19.0 sends none',
  ),
  'answers/shape': of('Every answer and every refusal has the described shape and status.', openapi),
  'idempotency/replay': of('The same Idempotency-Key gets the same answer for three hours.', overview),
  'idempotency/outstanding': of(
    'While the first call is under way it gets 409 IDEMPOTENCY_OUTSTANDING_REQUEST.',
    overview,
  ),
  'idempotency/other-call': of(
    'One key on two different calls is 400: it is forbidden, without a word on what happens.',
    unverified,
  ),
  'charge/paid': of('200 means paid.', openapi),
  'charge/once': of('A paid paymentId is 409 ALREADY_PAID.', openapi),
  'charge/declined': of('A declined card is 502 PG_PROVIDER with the PG’s words, and a payment that failed.', openapi),
  'charge/again': of('A paymentId that failed may be tried again; each try has a transactionId of its own.', checkout),
  'charge/cancelled': of('A payment that was cancelled leaves its paymentId used.', unverified),
  'charge/same-time': of(
    'Two charges of one paymentId at the same time: one is paid, the other is ALREADY_PAID.',
    unverified,
  ),
  'charge/scheduled': of('A paymentId that is scheduled is 409 PAYMENT_SCHEDULE_ALREADY_EXISTS.', openapi),
  'charge/demands': of(
    'A charge brings what its PG’s page demands: who pays, a productType, a locale.',
    docs('integration/pg/v2'),
  ),
  'charge/demands-code': of('One that does not is 400 INVALID_REQUEST.', unverified),
  'charge/zero': of('An amount of 0 is 400.', unverified),
  'key/deleted': of('A deleted key stays readable as DELETED, and can’t be charged.', openapi),
  'key/delete-scheduled': of('A key with a payment to come can’t be deleted.', openapi),
  'key/list': of('Lists hold the 90 days before now, unless from and until say otherwise.', openapi),
  'key/page-size': of('A page holds ten, and fifty at most, whatever is asked for.', unverified),
  'key/no-expiry': of('A card is told without its expiry.', openapi),
  'confirm/once': of('A billingIssueToken makes one key; again it is 409 BILLING_KEY_ALREADY_ISSUED.', openapi),
  'confirm/unknown': of('An unknown token is 404 BILLING_KEY_NOT_FOUND.', unverified),
  'confirm/mismatch': of(
    'What a confirmation is checked against has to be right, else 409 INFORMATION_MISMATCH.',
    openapi,
  ),
  'confirm/late': of('A PG does not wait for ever; what a late confirmation is answered is a 502 here.', unverified),
  'schedule/past': of('A time that has passed is 400.', unverified),
  'schedule/revoke': of('Schedules are revoked all or none.', openapi),
  'webhook/signed': of('Webhooks are signed as Standard Webhooks, over the raw body.', webhook),
  'webhook/notice-urls': of('noticeUrls of a call go before the store’s address; an empty list is as none.', openapi),
  'webhook/again': of('A repeated webhook has the same body. Its id is the same here.', webhook),
  'webhook/skip': of('skipWebhook leaves out the webhook of a success, not of a failure.', openapi),
  'webhook/charge': of('A charge over the API sends Transaction.Paid or Transaction.Failed, and no Ready.', unverified),
} as const satisfies Record<string, PortOneBehaviour>;

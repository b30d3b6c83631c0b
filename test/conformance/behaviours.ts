/** One habit of the SDK that a page has to live with. */
export interface Behaviour {
  /** What the SDK does, in one line. */
  readonly claim: string;
  /** Seen in the releases as they run, read in their source, or documented by i'mport. */
  readonly basis: 'seen' | 'read' | 'documented';
  /** @default both */
  readonly generation?: '1.3' | '1.2';
}

const of = (basis: Behaviour['basis'], claim: string, generation?: Behaviour['generation']): Behaviour =>
  generation ? { claim, basis, generation } : { claim, basis };

/**
 * Everything that is known of how the i'mport V1 SDK behaves (releases 1.1.8, 1.2.1 and 1.3.0 in Chromium), each with a
 * test of the same id.
 */
export const behaviours = {
  // Loading
  'load/jquery-free': of('seen', 'The current script needs no jQuery.', '1.3'),
  'load/jquery': of('seen', 'The old script can’t init on a page without jQuery.', '1.2'),
  'load/first-stays': of('seen', 'The script does nothing where window.IMP exists already.'),
  'load/style': of('seen', 'The script adds one style element to the head.'),
  'load/keys': of('seen', 'window.IMP has the same seven functions in all generations.'),
  'load/keys-old': of('seen', 'The old window.IMP also has payport, and nothing of the new ones.', '1.2'),
  'load/keys-new': of('seen', 'The current one also has deinit, loadUI, updateLoadUIRequest and loadModule.', '1.3'),

  // init
  'init/frames': of('seen', 'A div.imp-dialog comes last in the body, with one frame for each channel of the account.'),
  'init/addresses': of('seen', 'Each frame’s address names the user code, the PG and the merchant id there.'),
  'init/hidden': of('seen', 'Frames and dialog are hidden until a request opens.'),
  'init/sync-list': of('seen', 'The current SDK has fetched its channels when init returns.', '1.3'),
  'init/async-list': of('seen', 'The old SDK has its channels only later.', '1.2'),
  'init/not-ready': of('seen', 'Until the frames have loaded no window opens, and nothing tells the page why.'),
  'init/agency': of('documented', 'agency is an init for a sub-merchant, whose tier code goes into each request.'),
  'init/twice-frames': of('seen', 'A second init takes every frame away and starts over.'),
  'init/twice-in-flight': of('seen', 'A second init closes the open window, whose callback is never called.'),
  'init/list-fails': of('seen', 'Without a channel list requests wait for ever: no callback, no alert, no window.'),
  'init/missing': of('seen', 'A request before init is an alert in Korean, and no callback.'),
  'reload/after-request': of(
    'seen',
    'After each finished request the SDK closes its window and loads its frames anew.',
  ),
  'reload/inside-callback': of(
    'seen',
    'A request made inside a callback is wiped by that: a blank dialog covers the page, and nobody is ever answered.',
  ),
  'reload/microtask-later': of('seen', 'A request made a microtask after a callback is kept and served.'),
  'reload/task-later': of('seen', 'A request made a task after a callback is kept and served.'),

  // request_pay
  'request/merchant-uid': of(
    'seen',
    'A missing merchant_uid is written into the given object, as nobody_ and the time.',
  ),
  'request/pay-method': of('seen', 'A missing pay_method is written into the given object, as card.'),
  'request/request-id': of('seen', 'A request_id is written into the given object.'),
  'request/frozen': of('seen', 'A frozen object is never answered.'),
  'request/one-reserved': of('seen', 'Before the frames are loaded only the last request is kept.'),
  'request/collision': of('seen', 'Two requests of one tick can share their request_id: then one callback is lost.'),
  'request/unknown-pg': of('seen', 'A PG that the account lacks is replaced by the default channel, without a word.'),
  'request/no-payment-channel': of('seen', 'An account that can take no payment is told so under error_coe: F1001.'),
  'request/no-channels': of('seen', 'An account without any channel is answered NOT_READY.', '1.3'),
  'request/nothing': of('seen', 'request_pay without arguments is an alert and nothing else.'),
  'request/throwing-callback': of(
    'seen',
    'What a callback throws is logged and swallowed, and the window closes as usual.',
  ),
  'request/dialog': of('seen', 'While it is open the dialog is a block, and its classes name the PG and the device.'),
  'request/close': of('seen', 'close() hides the window and calls nobody back.'),
  'request/exception': of('seen', 'An exception inside the SDK is an alert, and no callback.'),
  'request/new-route': of('seen', 'New PGs go another way, past the account’s channels.', '1.3'),
  'request/new-route-failure': of('seen', 'Its failures carry a code and a message, and no success key at all.', '1.3'),
  'request/popup-not-opened': of(
    'read',
    'A popup that its opener could not open is answered NOT READY, with a space.',
    '1.3',
  ),
  'request/amount-text': of('documented', 'An amount is a number, and a text is refused.'),
  'request/long-merchant-uid': of('documented', 'An order number of more than 40 characters is refused.'),
  'request/used-merchant-uid': of('documented', 'An order number that was paid is refused.'),

  // loadUI
  'ui/button': of(
    'documented',
    'loadUI puts PayPal’s own button into its container, and a click opens the window.',
    '1.3',
  ),
  'ui/update': of('documented', 'updateLoadUIRequest swaps the order before the click.', '1.3'),

  // Popups
  'popup/blocked': of('seen', 'A popup PG without a user activation is an alert, and no callback.'),
  'popup/blocked-paypal': of('seen', 'At PayPal a blocked popup is not even an alert.'),
  'popup/click': of('seen', 'In the task of the click the popup opens.'),
  'popup/microtask': of('seen', 'A microtask after the click it opens too.'),
  'popup/soon': of('seen', '300 ms after the click it opens too.'),
  'popup/modes': of('seen', 'NaverPay and PayPal open popups only when asked to.'),
  'popup/closed': of('seen', 'A popup closed by the customer is noticed, and answered as a failure.'),

  // What the callback gets
  'answer/issued': of('seen', 'An issued key comes with success: true and the payment’s fields, at old PGs.'),
  'answer/issued-imp-success': of('seen', 'Some PGs answer imp_success: true and the two numbers.'),
  'answer/issued-new': of('seen', 'New PGs answer the two numbers and nothing else.', '1.3'),
  'answer/refused': of('seen', 'A refusal has success: false, a code and a message.'),
  'answer/refused-imp-success': of('seen', 'Some refusals have imp_success: false instead.'),
  'answer/refused-as-text': of('seen', 'A flag can be the text false.'),
  'answer/refused-null': of('seen', 'The imp_uid of a refusal can be null.'),
  'answer/refused-new': of('seen', 'A refusal by a new PG has no success key.', '1.3'),
  'answer/cancelled': of('seen', 'A customer’s cancel is a failure whose message says so in words.'),
  'answer/left-open': of('seen', 'A framed window that is left open is never reported.'),
  'answer/charged-at-issue': of('documented', 'A PG that charges while it issues answers with the amount it took.'),

  // What a page, and other scripts on it, do to the SDK
  'page/body-replaced': of(
    'seen',
    'A replaced body takes the dialog with it, and works again when the dialog is put back.',
  ),
  'page/init-again': of('seen', 'A second init does not bring the dialog back into a replaced body.'),
  'page/script-anew': of('seen', 'The script loaded anew works in a replaced body.'),
  'page/foreign-message': of('seen', 'A foreign message from one of its frames closes the window, and nobody is told.'),
  'page/nodes-removed': of('seen', 'So does taking the nodes out of its dialog.'),
  'page/certification': of('seen', 'Another script’s certification takes the window, and nobody is told.'),
  'page/certification-callback': of(
    'seen',
    'Its callback wipes a request made inside it, and not one a microtask later.',
  ),
  'page/modal-inert': of('seen', 'The window lies under a native modal dialog.'),
  'page/move-before': of('seen', 'moveBefore into the modal dialog keeps an open window alive.'),
  'page/append-early': of(
    'seen',
    'append into the modal dialog, before the request, works once the frames have loaded.',
  ),
  'page/append-late': of('seen', 'append with the window open loads the frame anew, and the request is lost.'),
  'page/pointer-events': of(
    'seen',
    'pointer-events: none of the body reaches the window, unless the dialog says auto.',
  ),

  // Phones
  'phone/progress': of('seen', 'On a phone the open window hides every other child of the body.'),
  'phone/classes': of('seen', 'On a phone the dialog’s classes say mobile, and ios on Apple’s.'),
  'phone/leaves': of('seen', 'Card PGs leave the page on a phone, whatever the callback.'),
  'phone/keys': of('seen', 'The way back carries imp_uid, merchant_uid and imp_success.', '1.3'),
  'phone/keys-old': of('seen', 'The old way back carries imp_uid, merchant_uid and success.', '1.2'),
  'phone/keys-new': of('documented', 'The current docs list imp_uid and merchant_uid alone.', '1.3'),
  'phone/keys-failed': of('seen', 'A failed way back carries error_code and error_msg too.'),
  'phone/own-keys': of('seen', 'The merchant’s own query stays in the address.'),
  'phone/no-address': of('documented', 'Without m_redirect_url the result is lost.'),
  'phone/no-callback': of('documented', 'Without a callback, what fails before the window goes to the address too.'),
  'phone/stays': of('documented', 'A few PGs stay in the page on phones, and call back.'),
} as const satisfies Record<string, Behaviour>;

export type BehaviourId = keyof typeof behaviours;

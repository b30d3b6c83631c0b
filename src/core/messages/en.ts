import type { Messages } from './Messages.js';

/** English, for `<BillingProvider locale={en}>`. In the bundle only where it is imported. */
export const en: Messages = {
  locale: 'en',
  button: {
    idle: 'Register card and subscribe',
    loading: 'Opening payment window',
    window: 'Continue in the window',
    redirecting: 'Going to the payment page',
    charging: 'Paying',
    paused: 'Waiting for your connection',
    succeeded: 'Subscribed',
    cancelled: 'Register card and subscribe',
    failed: 'Try again',
    retryCharge: 'Try the payment again',
    verifyCharge: 'Check the payment again',
    oneMoreClick: 'Press once more to continue',
  },
  useAnotherCard: 'Use another card',
  cancel: 'Cancel',
  status: {
    idle: '',
    loading: 'Opening the payment window. One moment, please.',
    window: 'Register your card in the payment window.',
    redirecting: 'You come back here when you have finished on the payment page.',
    charging: 'Please keep this page open until the payment has finished.',
    paused: 'The payment goes on as soon as you are online again.',
    succeeded: 'Your card is registered and your subscription has started.',
    cancelled: 'You stopped registering your card. You can start again at any time.',
  },
  unverifiedCharge:
    'Your card was registered and charged, but we could not confirm it yet. Please don’t pay again: check the payment once more.',
  errors: {
    invalid_request:
      'The payment details are wrong, so the payment window could not open. Please tell customer support.',
    invalid_configuration:
      'Payment is set up wrong, so the payment window could not open. Please tell customer support.',
    busy: 'Another payment is in progress. Please press again when it has finished.',
    sdk_load_failed:
      'The payment window could not be loaded. Check your connection or your ad blocker, then press again.',
    sdk_load_timeout: 'The payment window is taking too long to load. Please press again in a moment.',
    sdk_missing: 'The payment window could not be loaded. Turn off your ad blocker, then press again.',
    sdk_error: 'Something went wrong while opening the payment window. Please press again.',
    needs_click: 'The payment window is ready. Please press once more.',
    window_timeout: 'The payment window did not open. Check your connection, then press again.',
    no_channel: 'This payment method is not available right now. Choose another, or tell customer support.',
    popup_blocked: 'Your browser blocked a popup. Allow popups for this page, then press again.',
    refused: 'Your card could not be registered. Check its details, or use another card.',
    invalid_answer: 'We could not confirm that your card was registered. Check your payments, then press again.',
    charge_failed:
      'Your card is registered, but the payment did not go through. You can try the payment again without entering the card.',
    already_settled: 'This payment has already been handled. Please check your payments.',
    cancelled: 'You stopped registering your card.',
  },
};

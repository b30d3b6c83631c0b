import { checkoutEn } from './checkout/checkoutEn.js';
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
    payAnyway: 'Pay anyway',
  },
  useAnotherCard: 'Use another card',
  cancel: 'Cancel',
  status: {
    idle: '',
    loading: 'Opening the payment window. One moment, please.',
    window: 'Register your card in the payment window.',
    redirecting: 'You will come back here when you finish on the payment page.',
    charging: 'Please keep this page open until we have finished.',
    paused: 'We will continue as soon as you are back online.',
    succeeded: 'Your card is registered and your subscription has started.',
    cancelled: 'Card registration cancelled. You can start again at any time.',
  },
  unverifiedCharge:
    'Your card was registered and charged, but we could not confirm it yet. Please don’t pay again: check the payment once more.',
  pgMessage: 'From the card company',
  errors: {
    invalid_request:
      'The payment details are wrong, so the payment window could not open. Please contact customer support.',
    invalid_configuration:
      'Payments are not set up correctly, so the payment window could not open. Please contact customer support.',
    no_customer: 'Please sign in to register a card, then press again.',
    consent_missing: 'Please agree to the required terms to continue.',
    order_failed: 'Your order could not be prepared. Please press again in a moment.',
    busy: 'Another payment is in progress. Please press again when it has finished.',
    sdk_load_failed:
      'The payment window could not be loaded. Check your connection or your ad blocker, then press again.',
    sdk_load_timeout: 'The payment window is taking a while to load. Please press again in a moment.',
    sdk_missing: 'The payment window could not be loaded. Turn off your ad blocker, then press again.',
    sdk_error: 'Something went wrong while opening the payment window. Please press again.',
    needs_click: 'The payment window is ready. Please press once more.',
    window_timeout: 'The payment window did not open. Check your connection, then press again.',
    window_closed: 'The payment window closed before you had finished. Please press again.',
    window_covered:
      'The payment window can’t be shown here. Close whatever covers the page and try again, or contact customer support.',
    no_channel: 'This payment method is not available right now. Choose another, or contact customer support.',
    popup_blocked: 'Your browser blocked a popup. Allow popups for this page, then press again.',
    refused: 'Your card could not be registered. Check its details, or try another card.',
    invalid_answer: 'We could not confirm that your card was registered. Check your payments, then press again.',
    charge_failed:
      'Your card is registered, but the payment did not go through. You can try the payment again without entering the card.',
    unresolved_charge:
      'We do not know yet how an earlier payment ended. Please check your payments first. To pay anyway, press the button.',
    already_charged: 'An earlier payment has gone through after all. Please check your payments before you pay again.',
    already_settled: 'This payment has already been handled. Please check your payments.',
    nothing_to_retry: 'There is no payment to try again. Please check your payments.',
    cancelled: 'Card registration cancelled.',
  },
  orderRefusals: {
    subscription_exists: 'You already have this subscription. Please check your current subscription.',
    trial_used: 'The free trial can be used only once. Please choose another plan.',
  },
  purposes: {
    register: {
      button: {
        idle: 'Register card',
        charging: 'Registering your card',
        succeeded: 'Card registered',
        cancelled: 'Register card',
        retryCharge: 'Finish registering',
      },
      status: { succeeded: 'Your card is registered. Nothing has been charged.' },
      errors: { charge_failed: 'Your card could not be saved yet. You can finish without entering it again.' },
    },
    change: {
      button: {
        idle: 'Change card',
        charging: 'Changing your card',
        succeeded: 'Card changed',
        cancelled: 'Change card',
        retryCharge: 'Finish changing',
      },
      status: {
        succeeded: 'Your card has been changed. The next payment will be made with the new one.',
        cancelled: 'Card change cancelled. Your current card stays in use.',
      },
      errors: {
        charge_failed: 'Your card could not be changed yet. You can finish without entering the new one again.',
        cancelled: 'Card change cancelled.',
      },
    },
    trial: {
      button: {
        idle: 'Register card and start free',
        charging: 'Starting your free trial',
        succeeded: 'Free trial started',
        cancelled: 'Register card and start free',
        retryCharge: 'Start the free trial again',
      },
      status: { succeeded: 'Your card is registered and your free trial has started. Nothing is charged today.' },
      errors: {
        charge_failed:
          'Your card is registered, but the free trial did not start. You can try again without entering the card.',
      },
    },
  },
  checkout: checkoutEn,
};

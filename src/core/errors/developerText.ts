import { isTime } from '../lib/timerDelay.js';

/**
 * What errors say to a developer: what happened, why it matters, and how to put it right. Not in production builds, where
 * it would weigh more than the state machine: an error there names its code, under which `docs/errors` says the same.
 */
export const developerText =
  process.env.NODE_ENV === 'production'
    ? undefined
    : {
        noProvider: (caller: string) =>
          `${caller} is used outside of <BillingProvider>, so it knows no merchant to open a payment window for. ` +
          'Put <BillingProvider> around it, inside <QueryClientProvider>.',
        noQueryClient: (caller: string) =>
          `${caller} is used outside of <QueryClientProvider>, so nothing could run your charge. Put the provider of TanStack Query around ` +
          '<BillingProvider>: <QueryClientProvider client={new QueryClient()}>, with a client that is made once and not on each render.',
        noMessages: (given: unknown) =>
          `locale is ${typeof given === 'string' ? JSON.stringify(given) : typeof given}, so the button would have no words. ` +
          "Pass the language itself: import { en } from 'react-billing-key', then locale={en}. Without one it is Korean.",
        noRoot: (part: string) =>
          `<BillingKey.${part}> is used outside of <BillingKey.Root>, so there is no attempt that it could show. ` +
          'Put <BillingKey.Root pg="…" order={…} charge={…}> around it.',
        noRecoveryItem:
          '<BillingKey.RecoveryItem> has no item, so there is no payment that it could finish. ' +
          'Put it into <BillingKey.Recovery>, or give it one of usePendingBillingKeys().',
        noConsentRoot: (part: string) =>
          `<Consent.${part}> is used outside of <Consent.Root>, which knows what was agreed to. Put it inside.`,
        noPaymentMethods:
          '<PaymentMethods.Item> is used outside of <PaymentMethods.Root>, so choosing it would tell nobody. Put it inside.',
        noManageApi: (caller: string, name: string) =>
          `${caller} needs \`${name}\`, so it has nobody to ask. Give <BillingProvider> the kit's api={billingApi('/api/billing')}, or ` +
          'the hook or the Root an `api` with functions of your own.',
        noPartRoot: (part: string, root: string) =>
          `<${part}> is used outside of <${root}>, which knows what it is about. Put it inside.`,
        noCharge:
          'There is no `charge`, so nobody would take the money, and no window was opened. Give useBillingKey, the button or ' +
          "<BillingProvider> a function that hands the issued key to your backend, or <BillingProvider> the kit's api={billingApi(…)}.",

        wrongOption: (id: unknown, purpose: unknown, areTerms: boolean) =>
          (typeof id !== 'string'
            ? 'id is no text, so a return from the PG’s page could not find its place again. Pass a text, such as id="checkout".'
            : !['subscribe', 'register', 'change'].includes(String(purpose))
              ? "purpose is none of 'subscribe', 'register' and 'change', so the next page could not read what was begun here."
              : areTerms
                ? "agreed is no list, so nobody knows what was agreed to. Pass agreed={['billing']}."
                : "terms is no list of terms, so nobody knows what to ask for. Pass terms={[{ id: 'billing', required: true }]}.") +
          ' No window was opened.',
        wrongCustomer: (kind: string) =>
          `customerId is of type ${kind}, so every customer would be the same one, and be shown the cards and payments of the others. ` +
          'Pass what tells customers apart, such as customerId={member.id}; null while nobody is signed in.',
        wrongTime: (times: Readonly<Record<string, unknown>>) => {
          const [name, given] = Object.entries(times).find(([, time]) => !isTime(time)) ?? [];
          return (
            `${name} is ${String(given)}, which is no number of milliseconds, so it would run out at once, or never. No window was opened. ` +
            'Leave it out for the default, or pass a number, such as 60_000.'
          );
        },
        wrongStorage:
          'storage is none: it needs the functions get, set, remove and keys, which answer at once. No attempt would outlive the page. ' +
          "Leave it out for localStorage, or pass webStorage('sessionStorage').",

        unforeseen: 'Something unforeseen was thrown before the window opened. See cause.',

        no_customer:
          'customerId of <BillingProvider> is null, so nobody is signed in and the card would be nobody’s. No window was opened. ' +
          'Sign the customer in first, or leave customerId out where attempts may belong to the browser.',
        consent_missing:
          'A required term is not in `agreed`, so no window was opened: a card must not be registered without it. ' +
          'Ask the customer to agree, and pass the ids of what they agreed to.',
        order_failed:
          'The function given as `order` failed, so there is nothing to register and no window was opened. See cause; the next click calls it again.',
        badPurchaseKey:
          '`purchaseKey` holds what JSON leaves out (a Map, a Set, a class, a function, a BigInt, a circle), so two purchases could look the same. ' +
          'Pass plain values, such as purchaseKey={[planId]}.',
        noPurchaseKey:
          '`order` is a function and there is no `purchaseKey`, so nothing tells whether two clicks buy the same. ' +
          'Pass what your server prices by, such as purchaseKey={[planId]}.',
        unresolved_charge:
          'An earlier charge of this customer has had no answer, and getCharge could not say whether it was made. No window was opened, since ' +
          'both could be paid. The next click opens it all the same: show the customer their payments first, and give getCharge.',
        already_charged:
          'An earlier charge of this customer that had no answer turned out to be made (onLateSuccess has what it gave), or the same ' +
          'purchase was paid while no component showed it. No window was opened. The next click opens it.',
        window_closed:
          'The payment window was open and went away without an answer. Another script called IMP.init or IMP.certification, removed the ' +
          'window’s elements, or replaced the page’s body. The next click starts the SDK anew.',

        busy:
          'Another attempt is open on this page, or a window that takes the money for the same purchase in another tab. The SDK loses an ' +
          'answer when two requests overlap, and the customer would pay in both windows, so this one was not sent, or closed at once. ' +
          'Wait for the other to end, or cancel() it.',
        nothing_to_retry: 'There is no issued key whose charge failed here, so there is nothing to retry.',
        needs_click:
          'The SDK became ready too long after the click, and the browser would block this PG’s popup in silence. ' +
          'Ask for one more click; preloading the SDK on mount avoids it.',
        windowTimeout: (limit: number) =>
          `No payment window showed up within ${limit} ms, so the attempt was ended. The SDK says nothing when it can’t reach its servers: ` +
          'check the merchant’s code, the network, ad blockers, and connect-src and frame-src of your CSP. The next click starts the SDK anew.',

        windowCovered: {
          modal:
            'A modal <dialog> is open, and the payment window would lie under it, where nobody can click. This browser can’t move the window ' +
            'into it in the click. Open the dialog with show() in place of showModal(), or close it before the click.',
          shadow:
            'A modal <dialog> inside a shadow root is open, and the payment window would lie under it. The window can’t be moved into a shadow ' +
            'root, where the SDK’s styles don’t reach. Open the dialog with show(), or close it before the click.',
          inert:
            'The page’s <body> or <html> is inert, and the payment window with it. Put `inert` on the parts of the page that are to be blocked, ' +
            'or take it off before the click.',
        },

        refused: 'The PG refused the request or the card. Its own words are in pgCode and pgMessage.',
        sdk_error:
          'The SDK rejected the request before a window showed, so nothing was registered. Its own words, where it gave some, are in ' +
          'pgCode and pgMessage.',
        no_channel:
          'The account has no payment channel for this request. Register one in the PortOne console, or correct userCode, pg or channelKey.',
        popup_blocked: 'The browser blocked the PG’s popup. Open it from a click, or ask the customer to allow popups.',
        invalid_answer:
          'The SDK answered without a key, or with another order’s number, so nothing was charged. Look the order up on your server.',
        cancelled: 'The payment window was closed before a billing key was issued. Nothing was charged.',

        charge_failed:
          'The billing key was issued, and `charge` failed: nothing says that money moved, nothing says that it did not. ' +
          'retryCharge() repeats it under the same order number, without the card. What `charge` threw is in cause.',
        unokResponse: (caller: string, status: number, url: string) =>
          `${caller} resolved to a Response with HTTP status ${status}${url && ` from ${url}`}. That is no payment, so it counts as a failure: ` +
          `fetch() rejects only where no answer comes. Look at response.ok in ${caller}, throw where it is false, and give what response.json() holds.`,
        alreadySettled: (attemptId: string, end: string | undefined) =>
          `Attempt ${attemptId} is settled (${end}), here or in another tab, so it is not charged again. ` +
          'Ask your server for the charge by its order number.',
      };

/**
 * What errors say to a developer: what happened, why it matters, and how to put it right. Not in production builds, where
 * it would weigh more than the state machine: an error there names its code, under which `docs/errors` says the same.
 */
export const developerText =
  process.env.NODE_ENV === 'production'
    ? undefined
    : {
        noUserCode:
          'userCode is missing, so the SDK can’t know the merchant. Pass the identification code of the PortOne console (imp…).',
        anotherUserCode: (known: string, code: string) =>
          `This page started i'mport with user code "${known}" and now asks for "${code}". The SDK serves one user code a page: ` +
          'starting it again would destroy a payment in flight. Use one BillingProvider with one userCode.',
        noProvider: (caller: string) =>
          `${caller} is used outside of <BillingProvider>, so it knows no merchant to open a payment window for. ` +
          'Put <BillingProvider userCode="imp…"> around it, inside <QueryClientProvider>.',
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
        noCharge:
          'There is no `charge`, so nobody would take the money, and no window was opened. Give useBillingKey, the button or ' +
          '<BillingProvider> a function that hands the issued key to your backend.',

        loadTimeout: (url: string, limit: number) =>
          `The i'mport SDK (${url}) did not arrive within ${limit} ms, so no payment window can open. ` +
          'Check the network and whether something holds the request back; the next click tries again.',
        loadFailed: (url: string) =>
          `The i'mport SDK could not be fetched from ${url}, so no payment window can open. ` +
          'Check the address, the network, ad blockers and the script-src of your CSP; the next click tries again.',
        sdkMissing: (url: string) =>
          `The script at ${url} ran and left no window.IMP, so it is not the i'mport SDK (a proxy's page, or an extension's stub). ` +
          'Open the address in the browser and look at what comes back.',
        initThrew:
          'IMP.init threw, so no payment window can open. The 1.1 and 1.2 SDKs do so on a page without jQuery. See cause.',
        requestThrew: 'The SDK threw when asked for the window, so none opened. See cause.',
        unforeseen: 'Something unforeseen was thrown before the window opened. See cause.',

        busy:
          'Another attempt is open on this page. The SDK loses an answer when two requests overlap, so this one was not sent. ' +
          'Wait for the other to end, or cancel() it.',
        nothingToRetry: 'There is no issued key whose charge failed here, so there is nothing to retry.',
        needsClick:
          'The SDK became ready too long after the click, and the browser would block this PG’s popup in silence. ' +
          'Ask for one more click; preloading the SDK on mount avoids it.',
        windowTimeout: (limit: number) =>
          `No payment window showed up within ${limit} ms. The SDK queues a request in silence when it can’t fetch the account’s ` +
          'channels: check userCode, the network, ad blockers, and connect-src and frame-src of your CSP for service.iamport.kr.',

        refused: 'The PG refused the request or the card. Its own words are in pgCode and pgMessage.',
        no_channel:
          'The account has no payment channel for this request. Register one in the PortOne console, or correct userCode, pg or channelKey.',
        popup_blocked: 'The browser blocked the PG’s popup. Open it from a click, or ask the customer to allow popups.',
        invalid_answer:
          'The SDK answered without an imp_uid, or with another order’s number, so nothing was charged. Look the order up on your server by its merchantUid.',
        cancelled: 'The payment window was closed before a billing key was issued. Nothing was charged.',

        chargeFailed:
          'The billing key was issued, and `charge` failed: nothing says that money moved, nothing says that it did not. ' +
          'retryCharge() repeats it under the same chargeMerchantUid, without the card. What `charge` threw is in cause.',
        alreadySettled: (attemptId: string, end: string | undefined) =>
          `Attempt ${attemptId} is settled (${end}), here or in another tab, so it is not charged again. ` +
          'Ask your server for the charge by its chargeMerchantUid.',
      };

/** What errors about the V1 SDK say to a developer. Not in production builds, as the texts of the core. */
export const developerText =
  process.env.NODE_ENV === 'production'
    ? undefined
    : {
        wrongUserCode(code: unknown): string {
          if (!code || typeof code !== 'string') {
            return 'userCode is missing, so the SDK can’t know the merchant. Pass the identification code of the PortOne console (imp…).';
          }
          const hint = /^store-/.test(code)
            ? 'A store id is for PortOne V2. '
            : /^channel-key-/.test(code)
              ? 'A channel key goes into `channelKey`. '
              : '';
          // The beginning is enough to tell what it is, and it may be a secret.
          const beginning = `${code.slice(0, 8)}${code.length > 8 ? '…' : ''}`;
          return (
            `userCode is "${beginning}", which is no merchant's identification code: those begin with "imp". ${hint}` +
            'Pass userCode="imp…" (고객사 식별코드) as the PortOne console shows it beside the keys of the V1 API.'
          );
        },
        anotherUserCode: (known: string, code: string) =>
          `This page started i'mport with user code "${known}" and now asks for "${code}". The SDK serves one user code a page: ` +
          'starting it again would destroy a payment in flight. Use one BillingProvider with one userCode.',
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
      };

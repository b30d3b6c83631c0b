/** What errors about the V2 SDK say to a developer. Not in production builds, as the texts of the core. */
export const developerText =
  process.env.NODE_ENV === 'production'
    ? undefined
    : {
        noStoreId:
          'storeId is missing, so the SDK can’t know the merchant. Pass the store id of the PortOne console (store-…).',
        foreignStoreId: (id: string) =>
          `storeId is "${id.slice(0, 8)}${id.length > 8 ? '…' : ''}", which is no store's. ` +
          (/^imp/.test(id)
            ? "That is V1's user code: with it, import from 'react-billing-key' and pass userCode. "
            : 'A channel key goes into `channelKey`. ') +
          'For V2 pass storeId="store-…" as the PortOne console shows it (상점 아이디).',
        loadTimeout: (url: string, limit: number) =>
          `The PortOne SDK (${url}) did not arrive within ${limit} ms, so no payment window can open. ` +
          'Check the network and whether something holds the request back; the next click tries again.',
        loadFailed: (url: string) =>
          `The PortOne SDK could not be fetched from ${url}, so no payment window can open. ` +
          'Check the address, the network, ad blockers and the script-src of your CSP; the next click tries again.',
        sdkMissing: (url: string) =>
          `The script at ${url} ran and left no window.PortOne, so it is not PortOne's V2 SDK (a proxy's page, or an extension's stub). ` +
          'Open the address in the browser and look at what comes back.',
        requestThrew: 'The SDK threw when asked for the window, so none opened. See cause.',
      };

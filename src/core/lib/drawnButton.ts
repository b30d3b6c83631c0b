/**
 * The host's element for the button that PayPal draws to register a card. One for a button that pays once (`PAYPAL_SPB`) may stand
 * beside it: that one is the host's own.
 */
const place = '.portone-ui-container:not([data-portone-ui-type$=spb i])';

export function isButtonDrawn(): boolean {
  return document.querySelector(`${place}:not(:empty)`) !== null;
}

/**
 * Removes the button that is drawn now, and none that is drawn later. The SDKs leave it on the page, and a click on it would register a
 * card for an attempt that is over.
 */
export function buttonRemover(): () => void {
  const drawn = [...(document.querySelector(place)?.childNodes ?? [])];
  return () => {
    for (const node of drawn) node.remove();
  };
}

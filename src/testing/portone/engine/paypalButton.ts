/** Where PayPal's button goes. Source: `paypal-v2.mdx` of PortOne's documents. */
const container = '.portone-ui-container';

/** Draws the button; `undefined` where there is nothing to draw it into. What comes back takes it away again. */
export function drawPayPalButton(onClick: () => void): (() => void) | undefined {
  const place = document.querySelector(container);
  if (!place) return undefined;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'PayPal';
  button.addEventListener('click', onClick);
  place.replaceChildren(button);
  return () => button.remove();
}

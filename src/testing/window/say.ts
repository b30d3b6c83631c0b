import { buildElement } from './buildElement.js';

/** Says one thing in place of what `area` holds. */
export function say(area: HTMLElement, text: string): void {
  area.replaceChildren(buildElement(document, 'p', { role: 'alert' }, text));
}

import type { Target } from './driver.js';

export type Finding = readonly [role: string, name: string, exact: boolean];

export const findingOf = (target: Target): Finding =>
  'text' in target ? ['text', target.text, false] : [target.role, target.name, target.exact ?? false];

/** A driver has a reference of its own in place of the element. */
export interface Found<Reference = Element> {
  readonly element: Reference;
  readonly text: string;
  /** Its middle, after it was scrolled into view; absent while something else lies over it. */
  readonly point: { readonly x: number; readonly y: number } | undefined;
}

/** Runs in the page, so it uses nothing from outside: the first element that can be seen and is what is looked for. */
export function findInPage(role: string, name: string, exact: boolean): Found | undefined {
  const selectors: Record<string, string> = {
    button: 'button, [role="button"]',
    checkbox: 'input[type="checkbox"], [role="checkbox"]',
    heading: 'h1, h2, h3, h4, h5, h6, [role="heading"]',
    textbox: 'input:not([type]), input[type="text"], input[type="tel"], textarea',
    text: 'body *',
  };
  const tidy = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  const nameOf = (element: Element) => {
    const labels = (element as HTMLInputElement).labels ?? [];
    return (
      tidy(element.getAttribute('aria-label')) ||
      tidy([...labels].map((label) => label.textContent).join(' ')) ||
      tidy(element.textContent)
    );
  };
  const all = (root: ParentNode, selector: string): Element[] => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? all(shadowRoot, selector) : [])),
  ];
  const found = all(document, selectors[role] ?? role).filter((element) => {
    const own = role === 'text' ? tidy(element.textContent) : nameOf(element);
    return (exact ? own === name : own.includes(name)) && element.checkVisibility({ visibilityProperty: true });
  });
  // By its text, the innermost; an outer one holds it too.
  const element = found.at(role === 'text' ? -1 : 0);
  if (!element) return undefined;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const point = { x: left + width / 2, y: top + height / 2 };
  const hit = (element.getRootNode() as Document | ShadowRoot).elementFromPoint(point.x, point.y);
  return { element, text: element.textContent ?? '', point: hit && element.contains(hit) ? point : undefined };
}

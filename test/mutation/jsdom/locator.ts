import { queryAllByRole, queryAllByTestId, queryAllByText } from '@testing-library/dom';
import { userEvent } from '@testing-library/user-event';

interface Filter {
  has?: Locator;
  hasText?: string | RegExp;
}

/** As much of Vitest's locators as the tests of the hooks and the parts use: looked up anew each time, and waited for. */
export interface Locator {
  getByRole(role: string, options?: { name?: string | RegExp }): Locator;
  getByText(text: string | RegExp): Locator;
  getByTestId(id: string): Locator;
  first(): Locator;
  last(): Locator;
  nth(index: number): Locator;
  filter(by: Filter): Locator;
  element(): HTMLElement;
  elements(): HTMLElement[];
  query(): HTMLElement | null;
  click(): Promise<void>;
  dblClick(): Promise<void>;
  hover(): Promise<void>;
}

export function locate(elements: () => HTMLElement[], description = 'the page'): Locator {
  const within = (of: string, find: (container: HTMLElement) => HTMLElement[]) =>
    locate(() => [...new Set(elements().flatMap(find))], of);
  const locator: Locator = {
    getByRole: (role, options) => within(role, (container) => queryAllByRole(container, role, exact(options))),
    getByText: (text) => within(String(text), (container) => queryAllByText(container, text, { exact: false })),
    getByTestId: (id) => within(id, (container) => queryAllByTestId(container, id)),
    first: () => locator.nth(0),
    last: () => locate(() => elements().slice(-1), description),
    nth: (index) => locate(() => elements().slice(index, index + 1), description),
    filter: (by) => locate(() => elements().filter((element) => fits(element, by)), description),
    elements,
    query: () => elements()[0] ?? null,
    element() {
      const [only, second] = elements();
      if (!only || second) throw new Error(`${description}: ${only ? 'more than one' : 'none'} found.`);
      return only;
    },
    async click() {
      await userEvent.click(await waitFor(locator.element));
    },
    async dblClick() {
      await userEvent.dblClick(await waitFor(locator.element));
    },
    async hover() {
      await userEvent.hover(await waitFor(locator.element));
    },
  };
  return locator;
}

function fits(element: HTMLElement, { has, hasText }: Filter): boolean {
  if (has && !has.elements().some((inner) => inner !== element && element.contains(inner))) return false;
  if (hasText === undefined) return true;
  const text = (element.textContent ?? '').replace(/\s+/g, ' ');
  return typeof hasText === 'string' ? text.toLowerCase().includes(hasText.toLowerCase()) : hasText.test(text);
}

/** Vitest's locators take a name as a part of one, whatever its case. */
function exact(options: { name?: string | RegExp } | undefined) {
  const name = options?.name;
  if (typeof name !== 'string') return options;
  return { name: (accessible: string) => accessible.toLowerCase().includes(name.toLowerCase()) };
}

async function waitFor<T>(find: () => T): Promise<T> {
  const end = performance.now() + 1000;
  for (;;) {
    try {
      return find();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

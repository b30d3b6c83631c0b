import { afterEach, expect, vi } from 'vitest';
import type { Prepared } from '../core/prepare.js';

let cards = 0;
/** A card of its own each time: one that is replaced would be remarked on. */
export function newOrder() {
  cards += 1;
  return { customerUid: `card-on-host-${cards}`, name: 'Basic', amount: 9900 };
}

export const sdkDialog = () => document.querySelector<HTMLElement>('.imp-dialog');
export const isReachable = () =>
  sdkDialog()?.contains(document.elementFromPoint(innerWidth / 2, innerHeight / 2)) === true;

afterEach(() => {
  for (const element of document.querySelectorAll('dialog, [data-host]')) element.remove();
  document.body.removeAttribute('style');
  document.body.inert = false;
  document.documentElement.removeAttribute('style');
});

export function openModal(parent: ParentNode = document.body, style = ''): HTMLDialogElement {
  const modal = document.createElement('dialog');
  if (style) modal.setAttribute('style', style);
  const button = document.createElement('button');
  button.textContent = 'Pay';
  modal.append(button);
  parent.append(modal);
  modal.showModal();
  return modal;
}

/** As a browser that lacks this. */
export function without(prototype: object, name: string): void {
  const known: unknown = Reflect.get(prototype, name);
  Reflect.deleteProperty(prototype, name);
  cleanUps.push(() => Reflect.set(prototype, name, known));
}
const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Everything the page is made of, but for the SDK's frames, which are always made anew. */
export function outline(): string {
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  for (const frame of copy.querySelectorAll('.imp-dialog iframe')) frame.remove();
  const dialog = copy.querySelector('.imp-dialog');
  dialog?.removeAttribute('class');
  // In one order: an attribute that is taken off and put back comes last.
  for (const { name, value } of [...(dialog?.attributes ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    dialog?.removeAttribute(name);
    dialog?.setAttribute(name, value);
  }
  return copy.outerHTML;
}

/** Opens the window, finds it reachable, answers it, and finds the page as it was. */
export async function expectToWorkAndLeaveNoTrace(page: Prepared, isInTheWay = () => true): Promise<void> {
  const before = outline();
  const outcome = page.flow.issue(newOrder());
  await page.imp.nextRequest();
  expect(isReachable()).toBe(true);
  expect(isInTheWay()).toBe(true);
  await page.imp.issue();
  await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
  await vi.waitUntil(() => outline() === before);
}

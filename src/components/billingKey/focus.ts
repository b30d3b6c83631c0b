import { type MouseEvent, useEffect, useRef } from 'react';
import type { BillingStatus } from '../../core/attempt/AttemptState.js';
import type { LiveRegions } from './liveRegions.js';

/** A ref to write to. React 18's own type for one is read-only. */
export interface Opener {
  current: HTMLElement | null;
}

/**
 * Moves the focus from a button that is about to be removed to the trigger of the same root. Returns the trigger, or null
 * where there is none.
 *
 * It is found by attribute and not by ref, because the host may hold the ref of a trigger that it renders itself.
 */
export function focusTrigger(from: Element): HTMLElement | null {
  const trigger = from.closest('[data-rbk=root]')?.querySelector<HTMLElement>('[data-rbk=trigger]') ?? null;
  trigger?.focus();
  return trigger;
}

/** Moves the focus to the first required term of the same root that is not agreed to, if it is on the page. */
export function focusMissingTerm(from: Element): void {
  const missing = '[role=checkbox][aria-required=true][aria-checked=false]';
  from.closest('[data-rbk=root]')?.querySelector<HTMLElement>(missing)?.focus();
}

/** While these last, `Cancel` is on the page: it goes when they are over, and takes the focus with it. */
const beforeTheEnd: readonly BillingStatus[] = ['loading', 'window', 'redirecting'];

/**
 * Gives the focus back to the button that began the attempt. Until then the window's frame has it, or `Cancel`, and the browser
 * drops it when those go. Where something else has the focus by then, the host has moved it, and it stays there.
 */
export function useFocusReturn(status: BillingStatus): Opener {
  const opener = useRef<HTMLElement | null>(null);
  const isOpen = beforeTheEnd.includes(status);
  useEffect(() => {
    if (!isOpen) return undefined;
    return () => {
      const isLost = isFocusLost() || Boolean(document.activeElement?.closest('.imp-dialog'));
      if (isLost) opener.current?.focus({ preventScroll: true });
    };
  }, [isOpen]);
  return opener;
}

/**
 * Keeps the focus in the root when a button is gone that stayed as long as it was busy: a root without a trigger has nothing else to
 * give it to. The click puts the root into the ref that is returned.
 */
export function useFocusInRoot(isBusy: boolean): Opener {
  const root = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const { current } = root;
    if (isBusy || !current) return;
    root.current = null;
    if (!isFocusLost()) return;
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
  }, [isBusy]);
  return root;
}

/**
 * Moves the focus to the next button of a list when the item that had it is removed. Only after a click in the list: an item
 * that another tab settles does not move the focus here.
 */
export function useFocusOnNext(count: number): { onClick(event: MouseEvent<HTMLElement>): void } {
  const clicked = useRef<HTMLElement | null>(null);
  const previous = useRef(count);
  useEffect(() => {
    const hasLeft = count < previous.current;
    previous.current = count;
    if (hasLeft && isFocusLost()) clicked.current?.querySelector('button')?.focus();
  }, [count]);
  return {
    onClick(event) {
      clicked.current = event.currentTarget;
    },
  };
}

/** True when the element that had the focus is gone: the browser then leaves it on the body. */
function isFocusLost(): boolean {
  const focused = document.activeElement;
  return !focused || focused === document.body;
}

/**
 * Scrolls to what an attempt says when the customer comes back from the PG's page, which lands at the top of this one. Nothing
 * scrolls for an attempt that was begun on this page: its button is in view.
 */
export function useScrollToOutcome(
  { status, isReturned }: { readonly status: BillingStatus; readonly isReturned: boolean },
  { error, status: news }: LiveRegions['liveRegions'],
): void {
  useEffect(() => {
    if (!isReturned || !outcomes.includes(status)) return;
    const regions = [error, news].map((id) => (id === undefined ? null : document.getElementById(id)));
    const region = regions.find((element) => element?.textContent);
    if (!region || isInView(region)) return;
    // At once: a slow scroll goes on under what the host shows next, and carries the customer past it.
    region.scrollIntoView({ block: 'center', behavior: 'instant' });
  }, [status, isReturned, error, news]);
}

const outcomes: readonly BillingStatus[] = ['charging', 'succeeded', 'cancelled', 'failed'];

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

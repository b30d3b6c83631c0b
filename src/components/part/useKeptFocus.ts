import { type FocusEvent, useRef } from 'react';
import { useLayoutEffect } from '../../react/useLayoutEffect.js';
import { pressOnce } from './pressOnce.js';

interface KeptFocus {
  /** For the element of the root. */
  readonly ref: { current: HTMLDivElement | null };
  readonly handlers: {
    onFocus(event: FocusEvent<HTMLElement>): void;
    readonly onKeyDown: typeof pressOnce;
  };
}

/**
 * Keeps the focus in a root when the element that had it is removed: on the next item of the list that it stood in, else on the one
 * before, else on the root's first button, else on the root. It is moved only where the browser has dropped it.
 */
export function useKeptFocus(): KeptFocus {
  const ref = useRef<HTMLDivElement | null>(null);
  const lastFocus = useRef<{ element: Element; item: Element | null; position: number } | undefined>(undefined);

  // Before the page is painted: nobody meets a page without a focus.
  useLayoutEffect(() => {
    const { current } = ref;
    const last = lastFocus.current;
    if (!current || !last || current.contains(last.element)) return;
    lastFocus.current = undefined;
    const focused = document.activeElement;
    if (focused && focused !== document.body && focused.isConnected) return;
    const items = [...current.querySelectorAll('li')];
    const item = last.item?.isConnected ? last.item : (items[last.position] ?? items.at(-1));
    const next = item?.querySelector('button') ?? current.querySelector('button');
    if (!next) current.tabIndex = -1;
    (next ?? current).focus({ preventScroll: true });
  });

  return {
    ref,
    handlers: {
      onFocus({ target }) {
        const item = target.closest('li');
        const position = item ? [...(ref.current?.querySelectorAll('li') ?? [])].indexOf(item) : 0;
        lastFocus.current = { element: target, item, position };
      },
      // The focus may move on to a button that pays or undoes, and Enter that is still held down must not press it.
      onKeyDown: pressOnce,
    },
  };
}

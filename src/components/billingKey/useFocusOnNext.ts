import { type MouseEvent, useEffect, useRef } from 'react';
import { isFocusNowhere } from './isFocusNowhere.js';

interface FocusOnNext {
  onClick(event: MouseEvent<HTMLElement>): void;
}

/**
 * Gives the focus to the next button of a list whose items leave when they are done with, as the browser leaves it nowhere.
 * Only after a click in the list: another tab's work moves nobody's focus.
 */
export function useFocusOnNext(count: number): FocusOnNext {
  const clicked = useRef<HTMLElement | null>(null);
  const previous = useRef(count);
  useEffect(() => {
    const hasLeft = count < previous.current;
    previous.current = count;
    if (hasLeft && isFocusNowhere()) clicked.current?.querySelector('button')?.focus();
  }, [count]);
  return {
    onClick(event) {
      clicked.current = event.currentTarget;
    },
  };
}

import type { KeyboardEvent } from 'react';

/**
 * For `onKeyDown`: Enter that is held down presses a button once, and neither that one again as soon as it has an answer, nor the one
 * that the focus has moved on to. What the host puts beside them, such as a field, is left alone.
 */
export function pressOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter' && event.target instanceof HTMLButtonElement) event.preventDefault();
}

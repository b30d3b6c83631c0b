import type { KeyboardEvent } from 'react';

/**
 * For `onKeyDown`: Enter that is held down presses a button once. It does not press it again after its answer, nor the button
 * that the focus has moved on to. Other elements, such as a field of the host's, are left alone.
 */
export function pressOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter' && event.target instanceof HTMLButtonElement) event.preventDefault();
}

import type { KeyboardEvent } from 'react';

/** The arrow keys of a radio group: they move the focus and choose, round and round, in the direction of the text. */
export function moveChoice(event: KeyboardEvent<HTMLElement>): void {
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')];
  const from = radios.indexOf(event.target as HTMLElement);
  const step = stepOf(event.key, getComputedStyle(event.currentTarget).direction === 'rtl');
  if (from < 0 || step === 0) return;
  event.preventDefault();
  const next = radios[(from + step + radios.length) % radios.length];
  next?.focus();
  next?.click();
}

function stepOf(key: string, isRightToLeft: boolean): -1 | 0 | 1 {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key === 'ArrowRight') return isRightToLeft ? -1 : 1;
  if (key === 'ArrowLeft') return isRightToLeft ? 1 : -1;
  return 0;
}

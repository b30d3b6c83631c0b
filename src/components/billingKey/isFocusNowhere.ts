/** True where the browser leaves the focus when what had it is gone. */
export function isFocusNowhere(): boolean {
  const focused = document.activeElement;
  return !focused || focused === document.body;
}

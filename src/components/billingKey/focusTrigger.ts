/**
 * Moves the focus from a button that is about to go to the trigger beside it. Gives the trigger, if there was one.
 *
 * By attribute and not by ref, so that a trigger put on the host's own element is found whoever holds its ref.
 */
export function focusTrigger(from: Element): HTMLElement | null {
  const trigger = from.closest('[data-rbk=root]')?.querySelector<HTMLElement>('[data-rbk=trigger]') ?? null;
  trigger?.focus();
  return trigger;
}

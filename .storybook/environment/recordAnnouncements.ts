/** Every text that a live region came to hold, in order: what a screen reader is given to say. */
export function recordAnnouncements(root: HTMLElement): string[] {
  const texts: string[] = [];
  const last = new Map<Element, string>();
  new MutationObserver(() => {
    for (const region of root.querySelectorAll('[role=status]')) {
      const text = region.textContent ?? '';
      if (text && text !== last.get(region)) texts.push(text);
      last.set(region, text);
    }
  }).observe(root, { childList: true, characterData: true, subtree: true });
  return texts;
}

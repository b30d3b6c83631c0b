/**
 * Does to a page what Google Translate does: every text node is replaced by `<font><font>…</font></font>`, and whatever text comes
 * later is replaced too. The text nodes that React has made are then no longer in the page.
 */
export function translatePage(root: HTMLElement): () => void {
  translate(root);
  const observer = new MutationObserver(() => translate(root));
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  return () => observer.disconnect();
}

function translate(root: HTMLElement): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (!text.data.trim() || text.parentElement?.closest('font')) continue;
    const outer = document.createElement('font');
    const inner = document.createElement('font');
    inner.textContent = `${text.data} (translated)`;
    outer.append(inner);
    text.replaceWith(outer);
  }
}

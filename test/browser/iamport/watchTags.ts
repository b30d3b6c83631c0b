/**
 * Every script tag that is put into the page from now on, those that were taken out again included. Where they are held
 * back, nothing is fetched.
 */
export function watchTags({ holdsBack = false } = {}): { readonly tags: HTMLScriptElement[]; stop(): void } {
  const tags: HTMLScriptElement[] = [];
  const append = HTMLHeadElement.prototype.append;
  document.head.append = (...nodes: (string | Node)[]) => {
    tags.push(...nodes.filter((node) => node instanceof HTMLScriptElement));
    if (!holdsBack) append.call(document.head, ...nodes);
  };
  return {
    tags,
    stop() {
      Reflect.deleteProperty(document.head, 'append');
      for (const tag of tags) tag.remove();
    },
  };
}

/** The tag has had its event, and what listens to it has run. */
export async function happens(tag: HTMLScriptElement | undefined, type: 'load' | 'error'): Promise<void> {
  await new Promise((resolve) => tag?.addEventListener(type, resolve, { once: true }));
}

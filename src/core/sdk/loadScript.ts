/** The script tag of `url` as an event that happens once. The tag is removed when it fails, so that another can be tried. */
export function loadScript(url: string, nonce: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const present = findScript(url);
    const script = present ?? document.createElement('script');
    script.addEventListener('load', () => resolve(), { once: true });
    script.addEventListener(
      'error',
      () => {
        script.remove();
        reject(new Error(`${url} could not be fetched.`));
      },
      { once: true },
    );
    if (present) return;
    script.async = true;
    if (nonce) script.nonce = nonce;
    script.src = trustedUrl(url);
    document.head.append(script);
  });
}

/** A tag of the host's own counts as much as ours: two would race. */
export function findScript(url: string): HTMLScriptElement | undefined {
  const absolute = new URL(url, document.baseURI).href;
  return [...document.scripts].find((script) => script.src === absolute);
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

// Under `require-trusted-types-for 'script'` a plain string is refused. The only string that passes here is the host's own setting.
function trustedUrl(url: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('react-billing-key', { createScriptURL: (trusted) => trusted });
  return policy ? policy.createScriptURL(url) : url;
}

/** How long a tag of the host's is waited for before another one is put beside it, in ms. */
const patience = 2000;

/** Tags of this package, and whichever were seen to be over: they have no event left to wait for. */
const ours = new WeakSet<HTMLScriptElement>();
const over = new WeakSet<HTMLScriptElement>();

/**
 * The script of `url`, as an event that happens once. A tag of the host's counts as much as ours, as two would race; one
 * that stays silent is given a second tag for company, since the SDK's script does nothing where it ran already.
 */
export function loadScript(url: string, nonce: string | undefined): Promise<void> {
  const present = findScript(url);
  if (!present) return append(url, nonce);
  if (ours.has(present)) return eventOf(present, url);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const company = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => {
      if (!over.has(present)) append(url, nonce).then(resolve, reject);
    }, patience);
  });
  return Promise.race([eventOf(present, url), company]).finally(() => clearTimeout(timer));
}

/** A tag with this address that has still to run. */
function findScript(url: string): HTMLScriptElement | undefined {
  const absolute = new URL(url, document.baseURI).href;
  return [...document.scripts].find((script) => script.src === absolute && canStillRun(script));
}

/** Waits no longer for the tags of an address. Ours are taken away; what the host wrote stays on its page. */
export function giveUpScript(url: string): void {
  const absolute = new URL(url, document.baseURI).href;
  for (const script of [...document.scripts]) if (script.src === absolute) end(script);
}

/**
 * False for a tag that the browser will never run, or has already been through: the template of a consent manager
 * (`text/plain`), one of Partytown's, `nomodule`, one that failed before anybody listened.
 */
export function canStillRun(script: HTMLScriptElement): boolean {
  if (over.has(script) || script.noModule || !runs.test(script.getAttribute('type') ?? '')) return false;
  if (document.readyState !== 'complete') return true;
  // By now the parser's own tags have all run or failed. One that a script made is under way until its address is fetched.
  return script.async && performance.getEntriesByName(script.src).length === 0;
}

const runs = /^\s*((module|(text|application)\/(x-)?(java|ecma)script)\s*)?$/i;

function append(url: string, nonce: string | undefined): Promise<void> {
  const script = document.createElement('script');
  ours.add(script);
  script.async = true;
  if (nonce) script.nonce = nonce;
  script.src = trustedUrl(url);
  const event = eventOf(script, url);
  document.head.append(script);
  return event;
}

function eventOf(script: HTMLScriptElement, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    script.addEventListener(
      'load',
      () => {
        over.add(script);
        resolve();
      },
      { once: true },
    );
    script.addEventListener(
      'error',
      () => {
        end(script);
        reject(new Error(`${url} could not be fetched.`));
      },
      { once: true },
    );
  });
}

function end(script: HTMLScriptElement): void {
  over.add(script);
  if (ours.has(script)) script.remove();
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

/** An address that a script tag can load, and that runs a function of this page. */
export interface ScriptUrl {
  create(): string;
  revoke(): void;
}

let serial = 0;

/**
 * A `blob:` script can only reach the page through a global, which stays as long as the address does.
 * A script that was on its way by then still runs, so it looks whether its global is there.
 */
export function createScriptUrl(run: () => void): ScriptUrl {
  const made: { readonly url: string; readonly global: string }[] = [];
  return {
    create() {
      serial += 1;
      const global = `__fakeIamport${serial}`;
      Reflect.set(globalThis, global, run);
      const url = URL.createObjectURL(new Blob([`globalThis.${global}?.();`], { type: 'text/javascript' }));
      made.push({ url, global });
      return url;
    },
    revoke() {
      for (const { url, global } of made.splice(0)) {
        URL.revokeObjectURL(url);
        Reflect.deleteProperty(globalThis, global);
      }
    },
  };
}

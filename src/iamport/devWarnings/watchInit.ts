import { pageLock } from '../../core/attempt/pageLock.js';
import { pageNotes } from '../../core/devWarnings/pageNotes.js';
import { warnOnce } from '../../core/devWarnings/warnOnce.js';
import type { Iamport } from '../wire.js';

const why =
  'Each IMP.init takes away the frames of the one before: a window that is open closes, and its answer never comes.';
const fix = 'Leave it to this package: take IMP.init and IMP.agency out of other scripts and tag managers.';

/** Called right before this package starts an SDK: looks for others who did, and tells of those who will. */
export function watchInit(iamport: Iamport): void {
  const { started } = pageNotes();
  const known = started.get(iamport);
  if (known) {
    known.isExpected = true;
    return;
  }
  const watch = { isExpected: true };
  started.set(iamport, watch);

  if ('payport' in iamport && !('jQuery' in window)) {
    warnOnce(
      'jquery',
      "The SDK on this page is a 1.1 or 1.2 release of i'mport's, and there is no jQuery.",
      'IMP.init throws without it, so no payment window can open.',
      'Load jQuery before it, pass jQueryUrl, or move to https://cdn.iamport.kr/v1/iamport.js, which needs none.',
    );
  }
  // Frames stand on the page only after an init.
  if (document.querySelector('.imp-dialog iframe[src*="/payments/ready/"]')) {
    warnOnce('init-before', 'IMP.init was called before this package came to it.', why, fix);
  }
  wrap(iamport, 'init', watch);
  wrap(iamport, 'agency', watch);
}

function wrap(iamport: Iamport, name: 'init' | 'agency', watch: { isExpected: boolean }): void {
  const original = iamport[name] as ((...codes: string[]) => void) | undefined;
  if (typeof original !== 'function') return;
  let isRunning = false;
  // A frozen SDK is left unwatched.
  Reflect.set(iamport, name, function watched(this: unknown, ...codes: string[]): void {
    const isSdksOwn = isRunning || calledByScript(new Error().stack);
    if (!watch.isExpected && !isSdksOwn) {
      const during = pageLock().holder?.isAlive() ? ' while an attempt was open' : '';
      warnOnce('init-after', `IMP.${name} was called by other code${during}.`, why, fix);
    }
    watch.isExpected = false;
    isRunning = true;
    try {
      original.apply(this, codes);
    } finally {
      isRunning = false;
    }
  });
}

/** The SDK may start itself anew through its own public name. The first two lines are the error's and the wrapper's. */
function calledByScript(stack: string | undefined): boolean {
  return /\/iamport(\.payment-[\d.]+)?\.js/.test(String(stack?.split('\n')[2]));
}

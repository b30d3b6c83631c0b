import { pageLock } from '../attempt/pageLock.js';
import { pageNotes } from './pageNotes.js';
import { warnOnce } from './warnOnce.js';

/** An SDK that a Content-Security-Policy may be in the way of. */
export interface GuardedSdk {
  /** As a sentence calls it. */
  readonly name: string;
  /** Matches the hosts that its script comes from, and that it talks to. */
  readonly hosts: RegExp;
  /** Addresses that the host set in place of those. */
  readonly own: readonly (string | undefined)[];
}

/** What the PG's own pages need once a window is open, whatever their hosts are called. */
const windowDirectives: readonly string[] = ['frame-src', 'child-src', 'form-action'];

/** Says which directive of the page's CSP was in the way. */
export function watchCsp({ name, hosts, own }: GuardedSdk): void {
  const notes = pageNotes();
  if (notes.listensToCsp || typeof document === 'undefined') return;
  notes.listensToCsp = true;

  document.addEventListener('securitypolicyviolation', (event) => {
    const { blockedURI, effectiveDirective: directive, disposition, sample, sourceFile } = event;
    if (disposition === 'report') return;
    const addresses = own.map((address) => address && new URL(address, document.baseURI).href);
    const isPolicyName = directive === 'trusted-types' && sample.startsWith('react-billing-key');
    const isOurs = hosts.test(hostOf(blockedURI)) || hosts.test(hostOf(sourceFile)) || addresses.includes(blockedURI);
    const isWindows = pageLock().holder?.isAlive() && windowDirectives.includes(directive);
    if (!isPolicyName && !isOurs && !isWindows) return;

    const what = isPolicyName ? 'the Trusted Types policy react-billing-key' : blockedURI;
    const host = hostOf(blockedURI) ? new URL(blockedURI).origin : "'unsafe-inline'";
    const missing = isPolicyName ? 'react-billing-key' : host;
    const orNonce = directive.startsWith('script-src') ? ', or give BillingProvider the nonce of the page' : '';
    warnOnce(
      `csp/${directive}/${missing}`,
      `The page's Content-Security-Policy blocked ${what}: ${directive}.`,
      `${name} and the PGs' windows don't work without it, and the SDK says nothing of it.`,
      `Add ${missing} to ${directive}${orNonce}. See docs/csp.md for the whole policy.`,
    );
  });
}

/** Empty for `inline`, `eval` and other words that stand in for an address. */
function hostOf(address: string): string {
  try {
    return new URL(address).hostname;
  } catch {
    return '';
  }
}

import type { AttemptRecord } from '../attempt/AttemptRecord.js';
import { askForKey } from '../attempt/askForKey.js';
import { keepLateKey, supersedeOthers } from '../attempt/issuedRecord.js';
import type { Place } from '../attempt/Place.js';
import type { BillingClient } from '../BillingClient.js';
import type { BillingKeyError } from '../errors/BillingKeyError.js';
import type { Answer, GatewayReturn, KeyReference } from '../Gateway.js';
import type { IssuedKey } from '../IssuedKey.js';
import { runHostCode } from '../lib/runHostCode.js';
import { arrival, isTaken, take } from './arrival.js';
import { createReturnDelivery } from './returnDelivery.js';
import { reportUndelivered } from './undeliveredReturn.js';
import { type UrlAdapter, windowAddress } from './urlAdapter.js';

/** A hook or button that carries on attempts of an earlier page. */
export interface ReturnOwner {
  readonly place: Place<unknown>;
  /** True for an attempt that began here. */
  owns(record: AttemptRecord): boolean;
  /** Shows what the fallback has taken up before this owner came, in place of its own place. */
  adopt?(place: Place<unknown>): void;
}

/**
 * A return that names no attempt of this browser: forged, or begun in another browser (an in-app one, say). It is never charged,
 * and its address stays as it is. What it says is unproven: let your server look the order up.
 */
export interface UnknownReturn {
  readonly says: Answer['type'];
  /** Order number of the registration, as the address has it. */
  readonly orderNumber: string | undefined;
  /** What the address names as the key. */
  readonly key: KeyReference | undefined;
}

/** A return to a page where nothing carries it on. The key is kept, and listed among the unfinished ones. */
export interface UndeliveredReturn<TIssued extends IssuedKey = IssuedKey> {
  readonly attemptId: string;
  readonly issued: TIssued | undefined;
  /** Set where no key was issued; `cancelled` where the customer gave it up. */
  readonly error: BillingKeyError | undefined;
}

/** Where the address is, and who is told of a return that belongs to nobody. */
export interface ReturnRouterOptions {
  readonly address: UrlAdapter;
  readonly onUnknownReturn: ((unknown: UnknownReturn) => void) | undefined;
  readonly onUndeliveredReturn: ((undelivered: UndeliveredReturn) => void) | undefined;
  /** Asks the host's server whether a key was issued for an order number, where the return itself was lost. */
  readonly getRegistration: BillingClient['getRegistration'];
}

/** Brings a return from the PG's page to the place where its attempt began. */
export interface ReturnRouter {
  /** Reads the page's address, now and whenever it changes. The result stops that. */
  start(options: ReturnRouterOptions): () => void;
  /** A place that comes later still gets what waits for it. */
  register(owner: ReturnOwner): () => void;
  /** Makes a place for an attempt that no other owns. What waits already goes there too. An owner that comes later may adopt it. */
  setFallback(create: (() => Place<unknown>) | undefined): void;
  /**
   * Keeps returns back while the customer changes: the places of the one before are about to go, those of the next to come. The
   * result hands them out.
   */
  hold(): () => void;
}

/** A router that can't read it, not mounted yet, must not take the page down: what the window has counts then. */
function addressOf(address: UrlAdapter): string {
  let href = windowAddress.read();
  runHostCode(() => {
    href = address.read();
  });
  return href;
}

/** Reads a return from a PG's page out of the address, and brings it to the hook or button that it belongs to. */
export function createReturnRouter(client: BillingClient): ReturnRouter {
  const { gateway, log } = client;
  const { accept, deliver, ...delivery } = createReturnDelivery(client);
  const known = new Set<string>();
  const asked = new Set<string>();
  // Before the first effect, in which a router may move the address.
  if (typeof window !== 'undefined') arrival();

  function read(href: string, options: ReturnRouterOptions, address: UrlAdapter): void {
    // What the page has taken up is known, also where the log has forgotten it, or is another client's.
    const found = gateway.readReturn(href, (number) => log.find(number) ?? arrival().taken.get(number));
    if (!found) return;
    const { record, answer, cleanUrl } = found;
    if (!record) {
      reportUnknown(found, options);
      return;
    }
    // A router that can't replace it, not mounted yet, must not cost the customer the key.
    if (addressOf(address) === href) runHostCode(() => address.replace(cleanUrl));
    if (known.has(record.attemptId) || isTaken(record)) return;
    known.add(record.attemptId);
    const own = { record, answer, options };
    if (answer.type === 'issued') keepKey(record, answer.key);
    // Once a key was issued, an address that says otherwise can't take it back.
    const isOpen = record.status === 'opened' || (record.status !== 'settled' && answer.type === 'issued');
    if (isOpen) {
      accept(own);
      return;
    }
    take(record);
    // The attempt was given up here, and the customer went on at the PG: the key is theirs, and nothing charges it unasked.
    const isLate = record.status === 'settled' && log.get(record.attemptId)?.status === 'issued';
    if (isLate) client.whenMine(record, () => reportUndelivered(client, own));
  }

  /** At once, also while another customer is signed in: the key is stored with its own customer, and survives what happens next. */
  function keepKey(record: AttemptRecord, key: KeyReference): void {
    const kept = record.status === 'settled' ? undefined : log.apply(record.attemptId, { type: 'issued', key });
    if (kept) supersedeOthers(log, kept);
    else keepLateKey(log, record, key);
  }

  function reportUnknown({ orderNumber, answer }: GatewayReturn, { onUnknownReturn }: ReturnRouterOptions): void {
    const { toldUnknown } = arrival();
    if (toldUnknown.has(orderNumber)) return;
    toldUnknown.add(orderNumber);
    client.emit({ type: 'unknown_return' });
    const key = answer.type === 'issued' ? answer.key : undefined;
    runHostCode(() => onUnknownReturn?.({ says: answer.type, orderNumber, key }));
  }

  /** Where a middleware has dropped the query before any code of the page ran, only the host's server knows of the key. */
  async function askForLost(): Promise<void> {
    if (!client.getRegistration) return;
    for (const record of client.records()) {
      const { api, attemptId, status, leavesPage, chargedAtIssue } = record;
      // What the host's server is asked by this page names keys of this generation, of the customer who is signed in by now.
      if (api !== gateway.api || !client.isMine(record)) continue;
      // A window that takes the money may have taken it while its page died.
      if (status !== 'opened' || !(leavesPage || chargedAtIssue)) continue;
      if (asked.has(attemptId) || client.activeAttempts.includes(attemptId)) continue;
      asked.add(attemptId);
      await askForKey(client, record).catch(() => asked.delete(attemptId));
      // Who has signed in meanwhile is another customer, of whose session that was the answer.
      if (!client.isMine(record)) asked.delete(attemptId);
    }
  }

  return {
    ...delivery,
    start(options) {
      const look = (address: UrlAdapter) => {
        read(addressOf(address), options, address);
        deliver();
      };
      // A redirect of the host may be under way, which a navigation of its router would cancel: the router is told when it puts
      // the return back.
      const isOfWindow = addressOf(options.address) === windowAddress.read();
      const atLoad = isOfWindow ? windowAddress : options.address;
      for (const address of arrival().addresses) read(address, options, atLoad);
      look(atLoad);
      const listening = new AbortController();
      const { signal } = listening;
      // Not within what moves the address, which may be a router in the middle of its work.
      const lookLater = () => queueMicrotask(() => signal.aborted || look(options.address));
      client.getRegistration = options.getRegistration;
      void askForLost();
      const { navigation } = window as { navigation?: EventTarget };
      const unsubscribe = client.activeAttempts.subscribe(() => {
        deliver();
        void askForLost();
      });
      window.addEventListener('popstate', lookLater, { signal });
      window.addEventListener('hashchange', lookLater, { signal });
      navigation?.addEventListener('currententrychange', lookLater, { signal });
      return () => {
        listening.abort();
        unsubscribe();
        client.getRegistration = undefined;
      };
    },
  };
}

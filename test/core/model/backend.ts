import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import type { BillingOrder } from '../../../src/iamport/order.js';
import type { Customer } from './shop.js';
import { type Click, currentTab, type Tab } from './Tab.js';

/**
 * What becomes of a charge. `declined`: the server says that no money moved. `offline`: nothing reaches it. `lost`: it is carried
 * out, and the answer lost on the way. `hang`: no answer until it is let go.
 */
export type ChargeMode = 'ok' | 'declined' | 'offline' | 'lost' | 'hang';

interface Hanging {
  readonly number: string;
  finish(): void;
  fail(): void;
}

/** Money that was taken. */
interface Commit {
  readonly number: string;
  readonly attemptId: string;
  readonly at: number;
  /** When the customer, or the host in their place, was told of it: with its receipt, or by an error that speaks of it. */
  toldAt: number | undefined;
  /** When its receipt was first shown, and on which pages it ever was. */
  receiptAt: number | undefined;
  readonly shownOn: Set<Tab>;
}

/** A charge that was sent, and whose sender had no answer, or none that says what became of it. */
interface Sent {
  readonly tab: Tab | undefined;
  isUnanswered: boolean;
  readonly at: number;
  readonly attemptId: string;
  /** When the customer was told that nobody knows what became of it. */
  toldAt: number | undefined;
}

interface BackendOptions {
  /** The step of the sequence. */
  readonly step: () => number;
  /** What the test knows of an attempt. */
  readonly clickOf: (attemptId: string) => Click | undefined;
  /** When somebody emptied the storage of the browser last. */
  readonly clearedAt: () => number;
  readonly isScoped: boolean;
  readonly hasGetCharge: boolean;
}

/** The merchant's server: idempotent by the charge's number, and sure of the keys that were really issued. */
export function createBackend({ step, clickOf, clearedAt, isScoped, hasGetCharge }: BackendOptions) {
  /** The keys that the PG has issued, by the order number of their registration. */
  const issued = new Map<string, string>();
  const committed = new Map<string, Commit>();
  const sent = new Map<string, Sent>();
  const asked = new Map<string, number>();
  const hanging: Hanging[] = [];
  const flight = new Map<string, Tab | undefined>();
  const violations: string[] = [];
  let mode: ChargeMode = 'ok';
  let made = 0;

  /** True where the page of a later attempt can know of an earlier number: it is on the disk, or the page's own. */
  function canKnow(later: Click, earlier: Commit): boolean {
    const click = clickOf(earlier.attemptId);
    if (!click || later.tab.hasFailed || click.tab.hasFailed) return false;
    const sender = sent.get(earlier.number)?.tab;
    return clearedAt() < click.at || later.tab === click.tab || later.tab === sender;
  }

  /** Money is taken: who else's, what for, and what beside it? */
  function commit(key: IssuedKey): string {
    const { chargeMerchantUid: number, attemptId } = key;
    const receipt = `receipt of ${number}`;
    if (committed.has(number)) return receipt;
    const click = clickOf(attemptId);
    if (click) {
      for (const earlier of committed.values()) {
        const other = clickOf(earlier.attemptId);
        if (other?.customer !== click.customer || !canKnow(click, earlier)) continue;
        // Of either one the customer knew when they had the other charged.
        const toldOfThis = sent.get(number)?.toldAt ?? Number.POSITIVE_INFINITY;
        if ((earlier.toldAt ?? Number.POSITIVE_INFINITY) < click.decidedAt || toldOfThis < (other?.at ?? 0)) continue;
        if (other?.plan.id === click.plan.id) {
          violations.push(`one purchase is paid twice, as ${earlier.number} and ${number}`);
        } else if (isScoped && earlier.at < click.at) {
          violations.push(`${number} is paid beside ${earlier.number}, of which nobody was told`);
        }
      }
    }
    committed.set(number, {
      number,
      attemptId,
      at: step(),
      toldAt: sent.get(number)?.toldAt,
      receiptAt: undefined,
      shownOn: new Set(),
    });
    return receipt;
  }

  /** What must hold when a charge is sent. */
  function examine(key: IssuedKey, button: object | undefined, tab: Tab | undefined): void {
    const { chargeMerchantUid: number, attemptId } = key;
    const click = clickOf(attemptId);
    if (!click || !tab) {
      violations.push(`a charge of nobody knows what: ${attemptId}`);
      return;
    }
    if (tab.customer !== click.customer)
      violations.push(`${String(tab.customer)} pays with a key of ${click.customer}`);
    if (key.metadata?.planId !== click.plan.id) violations.push(`another plan is charged than the one clicked`);
    const isOther = button !== undefined && button !== click.button;
    if (isOther && tab === click.tab && click.button.isMounted) violations.push('another button’s charge is called');

    const before = sent.get(number);
    const other = flight.get(number);
    if (other?.isAlive && !other.hasFailed && !tab.hasFailed) violations.push(`${number} was sent twice at once`);
    const isOwn = before?.tab === tab;
    const knows = isOwn || (before && clearedAt() < click.at && !before.tab?.hasFailed && !tab.hasFailed);
    if (before && hasGetCharge && knows && before.isUnanswered && (asked.get(number) ?? 0) < before.at) {
      violations.push(`${number} is sent again, and nobody has asked for it`);
    }
    if (committed.get(number)?.shownOn.has(tab)) violations.push(`${number} is sent, with its receipt shown`);
  }

  async function charge(key: IssuedKey, button: object | undefined): Promise<string> {
    const tab = currentTab();
    const number = key.chargeMerchantUid;
    examine(key, button, tab);
    const attempt: Sent = {
      tab,
      attemptId: key.attemptId,
      isUnanswered: true,
      at: step(),
      toldAt: sent.get(number)?.toldAt,
    };
    sent.set(number, attempt);
    if (issued.get(key.merchantUid) !== key.impUid) throw new Error('There is no such key.');
    const answer = <T>(value: T): T => {
      attempt.isUnanswered = false;
      return value;
    };
    const decline = () => Object.assign(new Error('Declined.'), { status: 402 });
    // A number that is paid is never declined.
    if (mode === 'declined' && committed.has(number)) return answer(commit(key));
    switch (mode) {
      case 'ok':
        return answer(commit(key));
      case 'declined':
        // What is being carried out under the number may still be made: a server that says no to it would lie.
        if (hanging.some((charging) => charging.number === number)) throw new Error('Not known yet.');
        throw answer(decline());
      case 'offline':
        throw new TypeError('Failed to fetch');
      case 'lost':
        commit(key);
        throw new TypeError('Failed to fetch');
      case 'hang':
        flight.set(number, tab);
        // The page gives up after its own limit, and may send again from then on.
        setTimeout(() => flight.delete(number), 59_999);
        return new Promise((resolve, reject) => {
          const land = () => void flight.delete(number);
          // The money moves all the same where the page that sent the charge is gone; only nobody hears of it.
          const hears = () => tab?.isAlive;
          hanging.push({
            number,
            finish() {
              land();
              const receipt = commit(key);
              if (hears()) resolve(answer(receipt));
            },
            fail() {
              land();
              if (!hears()) return;
              if (committed.has(number)) resolve(answer(commit(key)));
              else reject(answer(decline()));
            },
          });
        });
      default:
        return mode satisfies never;
    }
  }

  return {
    issued,
    committed,
    violations,
    charge,
    async getCharge(number: string): Promise<string | null> {
      if (mode === 'offline') throw new TypeError('Failed to fetch');
      // What is being carried out is neither made nor not made.
      if (hanging.some((charging) => charging.number === number)) throw new Error('Not known yet.');
      asked.set(number, step());
      return committed.has(number) ? `receipt of ${number}` : null;
    },
    /** Every other order takes a while. */
    async makeOrder(order: BillingOrder): Promise<BillingOrder> {
      if (mode === 'offline') throw new TypeError('Failed to fetch');
      made += 1;
      if (made % 2 === 0) await new Promise<void>((resolve) => setTimeout(resolve, 100));
      return order;
    },
    async getRegistration(orderNumber: string): Promise<{ impUid: string } | null> {
      if (mode === 'offline') throw new TypeError('Failed to fetch');
      const impUid = issued.get(orderNumber);
      return impUid === undefined ? null : { impUid };
    },
    /** The customer, or the host in their place, was told of a charge; with its receipt, if a page showed that. */
    tell(number: string, shownOn?: Tab) {
      const paid = committed.get(number);
      if (!paid) return;
      paid.toldAt ??= step();
      if (!shownOn) return;
      paid.receiptAt ??= step();
      paid.shownOn.add(shownOn);
    },
    /** The customer was told that something of theirs is unresolved, and goes on at their own will. */
    tellUnresolved(customer: Customer) {
      for (const any of [...committed.values(), ...sent.values()]) {
        if (clickOf(any.attemptId)?.customer === customer) any.toldAt ??= step();
      }
    },
    setMode(next: ChargeMode) {
      mode = next;
    },
    /** Answers the oldest charge that hangs; false when none does. */
    letGo(isGood: boolean) {
      const charging = hanging.shift();
      if (isGood) charging?.finish();
      else charging?.fail();
      return charging !== undefined;
    },
  };
}

import type { Generation, TestKey } from './generations/Generation.js';
import type { Customer } from './shop.js';
import { type Click, currentTab, type Tab } from './Tab.js';

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
export interface Sent {
  readonly tab: Tab | undefined;
  isUnanswered: boolean;
  readonly at: number;
  readonly attemptId: string;
  /** When the customer was told that nobody knows what became of it. */
  toldAt: number | undefined;
}

interface LedgerOptions {
  /** The step of the sequence. */
  readonly step: () => number;
  /** What the test knows of an attempt. */
  readonly clickOf: (attemptId: string) => Click | undefined;
  /** When somebody emptied the storage of the browser last. */
  readonly clearedAt: () => number;
  readonly isScoped: boolean;
  /** The window takes the money. */
  readonly takesAtIssue: boolean;
  /** A tab can tell that another one has a window open. */
  readonly areWindowsHeld: boolean;
  readonly hasGetCharge: boolean;
  readonly generation: Generation;
}

/** What was charged, sent, asked and told, and what must hold of it, whatever server takes the money. */
export function createLedger(options: LedgerOptions) {
  const { step, clickOf, clearedAt, isScoped, takesAtIssue, areWindowsHeld, hasGetCharge, generation } = options;
  const committed = new Map<string, Commit>();
  const sent = new Map<string, Sent>();
  const asked = new Map<string, number>();
  /** Charges that are being carried out, and the page that waits for each. */
  const flight = new Map<string, Tab | undefined>();
  const violations: string[] = [];

  /** True where the page of a later attempt can know of an earlier number: it is on the disk, or the page's own. */
  function canKnow(later: Click, earlier: Commit): boolean {
    const click = clickOf(earlier.attemptId);
    if (!click || later.tab.hasFailed || click.tab.hasFailed) return false;
    const sender = sent.get(earlier.number)?.tab;
    return clearedAt() < click.at || later.tab === click.tab || later.tab === sender;
  }

  /** Money is taken: who else's, what for, and what beside it? */
  function commit(number: string, attemptId: string): void {
    if (committed.has(number)) return;
    const click = clickOf(attemptId);
    let { toldAt } = sent.get(number) ?? {};
    if (click) {
      for (const earlier of committed.values()) {
        const other = clickOf(earlier.attemptId);
        if (other?.customer !== click.customer || !canKnow(click, earlier)) continue;
        // Of either one the customer knew when they had the other charged.
        const toldOfThis = sent.get(number)?.toldAt ?? Number.POSITIVE_INFINITY;
        if ((earlier.toldAt ?? Number.POSITIVE_INFINITY) < click.decidedAt || toldOfThis < (other?.at ?? 0)) continue;
        // Whoever pays in two windows that were open at once, in two tabs that could not know of each other, is told by both.
        if (takesAtIssue && !areWindowsHeld && earlier.at > (click.openedAt ?? 0) && other?.tab !== click.tab) {
          toldAt ??= step();
          continue;
        }
        if (other?.plan.id === click.plan.id) {
          violations.push(`one purchase is paid twice, as ${earlier.number} and ${number}`);
          // A PG that takes the money tells of it in its own window.
        } else if (isScoped && !takesAtIssue && earlier.at < click.at) {
          violations.push(`${number} is paid beside ${earlier.number}, of which nobody was told`);
        }
      }
    }
    committed.set(number, {
      number,
      attemptId,
      at: step(),
      toldAt,
      receiptAt: undefined,
      shownOn: new Set(),
    });
  }

  /** A page has a charge made. Gives what is known of that from now on. */
  function send(key: TestKey, button: object | undefined): Sent {
    const tab = currentTab();
    const { number } = generation.read(key);
    examine(key, button, tab);
    const { attemptId } = key;
    const charging = { tab, attemptId, isUnanswered: true, at: step(), toldAt: sent.get(number)?.toldAt };
    sent.set(number, charging);
    return charging;
  }

  /** What must hold when a charge is sent. */
  function examine(key: TestKey, button: object | undefined, tab: Tab | undefined): void {
    const { number } = generation.read(key);
    const { attemptId } = key;
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

  return {
    committed,
    violations,
    commit,
    send,
    /** A charge is being carried out. The page gives up after its own limit, and may send again from then on. */
    fly(number: string, { tab }: Sent) {
      flight.set(number, tab);
      setTimeout(() => flight.delete(number), 59_999);
    },
    land: (number: string) => void flight.delete(number),
    /** The attempt that a number was last sent for. */
    attemptOf: (number: string) => sent.get(number)?.attemptId,
    /** The server has said what became of a number. */
    answerAsked: (number: string) => void asked.set(number, step()),
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
  };
}

export type Ledger = ReturnType<typeof createLedger>;

import type { KeyReference } from '../../../src/core/Gateway.js';
import type { Order } from '../../../src/core/order.js';
import type { Generation, TestKey } from './generations/Generation.js';
import type { Ledger } from './ledger.js';
import type { SdkRequest } from './Tab.js';

/**
 * What becomes of a charge. `declined`: the server says that no money moved. `offline`: nothing reaches it. `lost`: it is carried
 * out, and the answer lost on the way. `hang`: no answer until it is let go.
 */
export type ChargeMode = 'ok' | 'declined' | 'offline' | 'lost' | 'hang';

/** The merchant's server, as a page has to do with it. A receipt is a text: `receipt of` its number. */
export interface Backend {
  /** The PG issues a key. False: it refuses, for the number was paid. */
  issue(request: SdkRequest): boolean;
  charge(key: TestKey, button: object | undefined, onPaused: (isPaused: boolean) => void): Promise<string>;
  getCharge(number: string): Promise<string | null>;
  makeOrder(order: Order): Promise<Order>;
  getRegistration(orderNumber: string): Promise<KeyReference | null>;
  setMode(mode: ChargeMode): void;
  /** Answers the oldest charge that hangs; false when none does. */
  letGo(isGood: boolean): boolean;
}

interface Hanging {
  readonly number: string;
  finish(): void;
  fail(): void;
}

/** A server that is idempotent by the charge's number, and sure of the keys that were really issued. */
export function createBackend(ledger: Ledger, { read }: Generation): Backend {
  /** The keys that the PG has issued, by the order number of their registration. */
  const issued = new Map<string, KeyReference>();
  const hanging: Hanging[] = [];
  let mode: ChargeMode = 'ok';
  let made = 0;

  function commit(key: TestKey): string {
    const { number } = read(key);
    ledger.commit(number, key.attemptId);
    return `receipt of ${number}`;
  }

  async function charge(key: TestKey, button: object | undefined): Promise<string> {
    const { number, orderNumber, key: claimed } = read(key);
    const charging = ledger.send(key, button);
    if (JSON.stringify(issued.get(orderNumber)) !== JSON.stringify(claimed)) throw new Error('There is no such key.');
    const answer = <T>(value: T): T => {
      charging.isUnanswered = false;
      return value;
    };
    const decline = () => Object.assign(new Error('Declined.'), { status: 402 });
    // A number that is paid is never declined.
    if (mode === 'declined' && ledger.committed.has(number)) return answer(commit(key));
    switch (mode) {
      case 'ok':
        return answer(commit(key));
      case 'declined':
        // What is being carried out under the number may still be made: a server that says no to it would lie.
        if (hanging.some((other) => other.number === number)) throw new Error('Not known yet.');
        throw answer(decline());
      case 'offline':
        throw new TypeError('Failed to fetch');
      case 'lost':
        commit(key);
        throw new TypeError('Failed to fetch');
      case 'hang':
        ledger.fly(number, charging);
        return new Promise((resolve, reject) => {
          // The money moves all the same where the page that sent the charge is gone; only nobody hears of it.
          const hears = () => charging.tab?.isAlive;
          hanging.push({
            number,
            finish() {
              ledger.land(number);
              const receipt = commit(key);
              if (hears()) resolve(answer(receipt));
            },
            fail() {
              ledger.land(number);
              if (!hears()) return;
              if (ledger.committed.has(number)) resolve(answer(commit(key)));
              else reject(answer(decline()));
            },
          });
        });
      default:
        return mode satisfies never;
    }
  }

  return {
    issue(request) {
      issued.set(request.number, request.key);
      return true;
    },
    charge,
    async getCharge(number) {
      if (mode === 'offline') throw new TypeError('Failed to fetch');
      // What is being carried out is neither made nor not made.
      if (hanging.some((charging) => charging.number === number)) throw new Error('Not known yet.');
      ledger.answerAsked(number);
      return ledger.committed.has(number) ? `receipt of ${number}` : null;
    },
    /** Every other order takes a while. */
    async makeOrder(order) {
      if (mode === 'offline') throw new TypeError('Failed to fetch');
      made += 1;
      if (made % 2 === 0) await new Promise<void>((resolve) => setTimeout(resolve, 100));
      return order;
    },
    async getRegistration(orderNumber) {
      if (mode === 'offline') throw new TypeError('Failed to fetch');
      return issued.get(orderNumber) ?? null;
    },
    setMode(next) {
      mode = next;
    },
    letGo(isGood) {
      const charging = hanging.shift();
      if (isGood) charging?.finish();
      else charging?.fail();
      return charging !== undefined;
    },
  };
}

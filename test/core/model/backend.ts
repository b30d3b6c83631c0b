import type { IssuedKey } from '../../../src/core/IssuedKey.js';
import { currentTab, type Tab } from './Tab.js';

/** What becomes of a charge. `lost`: carried out, and the answer lost on the way. `hang`: no answer until it is let go. */
export type ChargeMode = 'ok' | 'declined' | 'offline' | 'lost' | 'hang';

interface Hanging {
  finish(): void;
  fail(): void;
}

/** The merchant's server: idempotent by the charge's number, and sure of the keys that were really issued. */
export function createBackend() {
  const issued = new Set<string>();
  /** number -> the attempt that it was charged for. */
  const committed = new Map<string, string>();
  const calls: IssuedKey[] = [];
  const hanging: Hanging[] = [];
  const flight = new Map<string, Tab | undefined>();
  const violations: string[] = [];
  let mode: ChargeMode = 'ok';

  function commit({ chargeMerchantUid, attemptId }: IssuedKey): string {
    if (!committed.has(chargeMerchantUid)) committed.set(chargeMerchantUid, attemptId);
    return `receipt of ${chargeMerchantUid}`;
  }

  async function charge(key: IssuedKey): Promise<string> {
    const tab = currentTab();
    calls.push(key);
    const other = flight.get(key.chargeMerchantUid);
    if (other?.isAlive && !other.hasFailed && !tab?.hasFailed) {
      violations.push(`charge ${key.chargeMerchantUid} was sent twice at once`);
    }
    if (!issued.has(key.impUid)) throw new Error('There is no such key.');
    switch (mode) {
      case 'ok':
        return commit(key);
      case 'declined':
        throw new Error('Declined.');
      case 'offline':
        throw new TypeError('Failed to fetch');
      case 'lost':
        commit(key);
        throw new TypeError('Failed to fetch');
      case 'hang':
        flight.set(key.chargeMerchantUid, tab);
        // The page gives up after its own limit, and may send again from then on.
        setTimeout(() => flight.delete(key.chargeMerchantUid), 59_999);
        return new Promise((resolve, reject) => {
          const land = () => void flight.delete(key.chargeMerchantUid);
          // The money moves all the same where the page that sent the charge is gone; only nobody hears of it.
          const hears = () => tab?.isAlive;
          hanging.push({
            finish() {
              land();
              const receipt = commit(key);
              if (hears()) resolve(receipt);
            },
            fail() {
              land();
              if (hears()) reject(new Error('Declined.'));
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
    calls,
    violations,
    charge,
    async getCharge(chargeMerchantUid: string): Promise<string | null> {
      if (mode === 'offline') throw new TypeError('Failed to fetch');
      return committed.has(chargeMerchantUid) ? `receipt of ${chargeMerchantUid}` : null;
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

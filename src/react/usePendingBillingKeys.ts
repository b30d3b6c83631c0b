'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import {
  type ChargingRecord,
  hasOpenCharge,
  type IssuedRecord,
  type KeyedRecord,
} from '../core/attempt/AttemptRecord.js';
import type { IssueOutcome } from '../core/attempt/AttemptState.js';
import { withChargeLock } from '../core/attempt/chargeLock.js';
import { createPlace } from '../core/attempt/createPlace.js';
import { issuedKeyOf } from '../core/attempt/issuedRecord.js';
import type { PlaceOptions } from '../core/attempt/Place.js';
import type { IssuedKey } from '../core/IssuedKey.js';
import { useBillingContext } from './BillingContext.js';
import { type ChargeOption, usePlaceOptions } from './charge.js';
import { useLayoutEffect } from './useLayoutEffect.js';

export interface UsePendingBillingKeysOptions<TData, TIssued extends IssuedKey = IssuedKey>
  extends Pick<PlaceOptions<TData, TIssued>, 'getCharge' | 'chargeTimeout' | 'onSuccess' | 'onError'> {
  /** Hands the issued key to your backend, which charges. @default the provider's */
  readonly charge?: ChargeOption<TData, TIssued> | undefined;
}

export interface PendingBillingKey<TData, TIssued extends IssuedKey = IssuedKey> {
  /** The key, as `charge` is given it: identifiers and amounts, nothing of the buyer. */
  readonly issued: TIssued;
  /** True while it is being charged from here. */
  readonly isCharging: boolean;
  /** Charges it, under the order number it always had. The customer enters no card. */
  charge(): Promise<IssueOutcome<TData, TIssued>>;
  /** Gives it up. It is not charged and not offered again; your server may still revoke the key. */
  dismiss(): void;
}

/**
 * Keys that were issued in this browser to the customer, and whose charge is not settled: after a crash, a reload or a closed
 * tab the customer goes on from here, without entering the card again.
 *
 * Attempts that a hook or button on this page is working on, or that another tab is charging now, are not listed.
 */
export function usePendingBillingKeys<TData>(
  options: UsePendingBillingKeysOptions<TData> = {},
): PendingBillingKey<TData>[] {
  const context = useBillingContext('usePendingBillingKeys');
  const { client } = context;
  const placeOptions = usePlaceOptions<TData, typeof options>('usePendingBillingKeys', context, options);
  const latest = useRef(placeOptions);
  useLayoutEffect(() => {
    latest.current = placeOptions;
  });
  const records = useLeftRecords(usePendingRecords());
  const [charging, setCharging] = useState<ReadonlyMap<string, KeyedRecord>>(new Map());
  /** Two clicks in one task are one charge. */
  const outcomes = useRef(new Map<string, Promise<IssueOutcome<TData>>>());

  const chargeRecord = useCallback(
    (record: KeyedRecord): Promise<IssueOutcome<TData>> => {
      const { attemptId } = record;
      const known = outcomes.current.get(attemptId);
      if (known) return known;
      // The record says which PG it was: this place opens no window.
      const place = createPlace<TData>(client, { ...latest.current, pg: undefined });
      setCharging((before) => new Map(before).set(attemptId, record));
      const outcome = place.recover(record).finally(() => {
        outcomes.current.delete(attemptId);
        setCharging((before) => new Map([...before].filter(([other]) => other !== attemptId)));
      });
      outcomes.current.set(attemptId, outcome);
      return outcome;
    },
    [client],
  );

  const listed = [...charging.values(), ...records.filter(({ attemptId }) => !charging.has(attemptId))];
  return listed.filter(client.isMine).map((record) => ({
    issued: issuedKeyOf(client.gateway, record, 'recovery'),
    isCharging: charging.has(record.attemptId),
    charge: () => chargeRecord(record),
    dismiss: () => void client.log.apply(record.attemptId, { type: 'dismissed' }),
  }));
}

/** Leaves out what another tab is charging now. That tab holds the charge lock, and lets go of it when the charge is over or the tab dies. */
function useLeftRecords(records: OpenRecord[]): OpenRecord[] {
  const { client } = useBillingContext('usePendingBillingKeys');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const asked = useRef(new Set<string>());
  useEffect(() => {
    for (const record of records) {
      const charge = chargeOf(record);
      if (record.status !== 'charging' || asked.current.has(charge)) continue;
      asked.current.add(charge);
      const tell = async () => setLeft((before) => new Set(before).add(charge));
      void withChargeLock(record.chargeNumber, client.storage, tell, Number.POSITIVE_INFINITY);
    }
  }, [client, records]);
  return records.filter((record) => record.status !== 'charging' || left.has(chargeOf(record)));
}

function chargeOf({ attemptId, chargeSentAt }: OpenRecord): string {
  return `${attemptId}/${chargeSentAt}`;
}

type OpenRecord = IssuedRecord | ChargingRecord;

const none: OpenRecord[] = [];

function usePendingRecords(): OpenRecord[] {
  const { client } = useBillingContext('usePendingBillingKeys');
  const cache = useRef({ key: '', records: none });

  const subscribe = useCallback(
    (listener: () => void) => {
      const unsubscribes = [client.log.subscribe(listener), client.activeAttempts.subscribe(listener)];
      // What another tab settles is told by the storage itself.
      window.addEventListener('storage', listener);
      return () => {
        for (const unsubscribe of unsubscribes) unsubscribe();
        window.removeEventListener('storage', listener);
      };
    },
    [client],
  );
  const read = useCallback(() => {
    const records = client
      .records()
      .filter(hasOpenCharge)
      .filter(({ api, attemptId }) => api === client.gateway.api && !client.activeAttempts.includes(attemptId));
    // With the customer, also where nothing is listed: what is being charged from here is shown to its own customer alone.
    const key = JSON.stringify([client.customerId, records]);
    if (key !== cache.current.key) cache.current = { key, records };
    return cache.current.records;
  }, [client]);

  return useSyncExternalStore(subscribe, read, () => none);
}

'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { BillingFlowOptions } from '../core/flow/BillingFlow.js';
import { createBillingFlow } from '../core/flow/createBillingFlow.js';
import type { IssueOutcome } from '../core/flow/FlowState.js';
import { customPg } from '../core/pg/customPg.js';
import type { AttemptRecord } from '../core/records/AttemptRecord.js';
import { dismissRecord } from '../core/records/keepKey.js';
import { useBillingContext } from './BillingContext.js';
import { type ChargeOption, createCharge } from './ChargeOption.js';

export interface UsePendingBillingKeysOptions<TData>
  extends Pick<BillingFlowOptions<TData>, 'getCharge' | 'chargeTimeout' | 'onSuccess' | 'onError'> {
  /** Hands the issued key to your backend, which charges. @default the provider's */
  readonly charge?: ChargeOption<TData> | undefined;
}

export interface PendingBillingKey<TData> {
  /** What is known of it: identifiers and amounts, nothing of the buyer. */
  readonly record: AttemptRecord;
  /** True while it is being charged from here. */
  readonly isCharging: boolean;
  /** Charges it, under the order number it always had. The customer enters no card. */
  charge(): Promise<IssueOutcome<TData>>;
  /** Gives it up. It is not charged and not offered again; your server may still revoke the key. */
  dismiss(): void;
}

/**
 * Keys that were issued in this browser within a day and whose charge is not settled: after a crash, a reload or a closed
 * tab the customer goes on from here, without entering the card again.
 *
 * Attempts that a hook or button on this page is working on are not listed.
 */
export function usePendingBillingKeys<TData>(
  options: UsePendingBillingKeysOptions<TData> = {},
): PendingBillingKey<TData>[] {
  const { client, charge: contextCharge, getCharge: contextGetCharge } = useBillingContext('usePendingBillingKeys');
  const queryClient = useQueryClient();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const records = usePendingRecords();
  const [charging, setCharging] = useState<ReadonlyMap<string, AttemptRecord>>(new Map());

  const chargeRecord = useCallback(
    async (record: AttemptRecord): Promise<IssueOutcome<TData>> => {
      const option = latest.current.charge ?? (contextCharge as ChargeOption<TData> | undefined);
      const flow = createBillingFlow<TData>(client, {
        ...latest.current,
        pg: customPg({ code: record.pg }),
        getCharge: latest.current.getCharge ?? (contextGetCharge as BillingFlowOptions<TData>['getCharge']),
        charge: option && createCharge(queryClient, option),
      });
      setCharging((before) => new Map(before).set(record.attemptId, record));
      const outcome = await flow.recover(record);
      setCharging((before) => new Map([...before].filter(([attemptId]) => attemptId !== record.attemptId)));
      return outcome;
    },
    [client, queryClient, contextCharge, contextGetCharge],
  );

  const listed = [...charging.values(), ...records.filter(({ attemptId }) => !charging.has(attemptId))];
  return listed.map((record) => ({
    record,
    isCharging: charging.has(record.attemptId),
    charge: () => chargeRecord(record),
    dismiss: () => dismissRecord(client.log, record.attemptId),
  }));
}

const none: AttemptRecord[] = [];

function usePendingRecords(): AttemptRecord[] {
  const { client } = useBillingContext('usePendingBillingKeys');
  const cache = useRef({ key: '', records: none });

  const subscribe = useCallback(
    (listener: () => void) => {
      const unsubscribes = [client.log.subscribe(listener), client.work.subscribe(listener)];
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
    const records = client.log
      .unsettled()
      .filter(({ attemptId, status, impUid }) => status !== 'opened' && impUid && !client.work.includes(attemptId));
    const key = JSON.stringify(records);
    if (key !== cache.current.key) cache.current = { key, records };
    return cache.current.records;
  }, [client]);

  return useSyncExternalStore(subscribe, read, () => none);
}

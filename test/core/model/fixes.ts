interface Fix {
  readonly name: string;
  /** Lines of the sources, with what takes them back. */
  readonly lines: readonly { readonly file: string; readonly was: string; readonly is: string }[];
}

const core = '/src/core/';

/** What the generated sequences have to miss when it is gone. */
export const fixes: readonly Fix[] = [
  {
    name: 'an attempt belongs to its customer',
    lines: [
      {
        file: `${core}BillingClient.ts`,
        was: 'isMine: (record) => customer === undefined || record.customer === customer,',
        is: 'isMine: () => true,',
      },
    ],
  },
  {
    name: 'what the server prices by is part of the purchase',
    lines: [{ file: `${core}attempt/purchase.ts`, was: ', order.metadata ?? null]', is: ']' }],
  },
  {
    name: 'an unresolved charge is asked about before another purchase',
    lines: [{ file: `${core}attempt/purchase.ts`, was: 'if (!isUnresolved(record) ||', is: 'if (record ||' }],
  },
  {
    name: 'a page remembers what it has seen, although the storage was emptied',
    lines: [
      {
        file: `${core}attempt/attemptLog.ts`,
        was: 'return [...seen.values()].map(({ record }) => record).sort(',
        is: 'return [...using(readAllOf)].sort(',
      },
      { file: `${core}attempt/attemptLog.ts`, was: '?? seen.get(attemptId)?.record', is: '' },
      { file: `${core}attempt/attemptLog.ts`, was: 'restoreOpen();', is: '' },
    ],
  },
  {
    name: 'of two keys of one purchase one is charged',
    lines: [
      {
        file: `${core}attempt/issuedRecord.ts`,
        was: 'other.attemptId !== record.attemptId &&',
        is: 'record === undefined &&',
      },
    ],
  },
];

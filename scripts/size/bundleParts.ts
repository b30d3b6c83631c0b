/** A part of the package that is worth a line in the account of its size. */
export interface SizePart {
  readonly name: string;
  readonly paths: RegExp;
  readonly buys: string;
}

/** In the order of an attempt. A module belongs to the first part that matches it. */
export const bundleParts: readonly SizePart[] = [
  {
    name: 'SDK (`core/sdk`)',
    paths: /^core\/sdk\/(?!toWire|readAnswer)/,
    buys: 'one script and one `init` a page, retries, time limits, CSP nonce, old releases with jQuery, a tag of the host adopted, no overlapping requests',
  },
  {
    name: 'wire (`toWire`, `readAnswer`)',
    paths: /^core\/sdk\/(toWire|readAnswer)/,
    buys: 'camelCase in, five shapes of answer out: issued, cancelled and refused told apart',
  },
  {
    name: 'PG facts (`core/pg`)',
    paths: /^core\/pg\/(?!pgProblems)/,
    buys: 'any of 24 PGs by its code: callback or redirect, popup, what an amount does, what it demands',
  },
  {
    name: 'order checks',
    paths: /^core\/(orderProblems|pg\/pgProblems|describeProblems)/,
    buys: 'a wrong order is named field by field before any window opens; the SDK answers most of them with silence',
  },
  {
    name: 'attempt (`core/flow`)',
    paths: /^core\/flow\//,
    buys: 'the state machine, an end to every attempt, a charge that can be retried, late answers, timeouts',
  },
  {
    name: 'records (`core/records`)',
    paths: /^core\/records\//,
    buys: 'nothing lost: a key survives a reload, and one charge at a time in all tabs',
  },
  {
    name: 'returns (`core/returns`)',
    paths: /^core\/returns\//,
    buys: 'phones: the way back from the PG’s own page, and returns that nobody began are not charged',
  },
  {
    name: 'client, errors, events',
    paths: /^core\/(?!messages)/,
    buys: '`BillingKeyError` with a closed set of codes, events for logs, random order numbers, in-app browsers',
  },
  {
    name: 'React bindings (`react`)',
    paths: /^react\//,
    buys: 'provider and hook on TanStack mutations, props for a button of your own',
  },
  {
    name: 'components',
    paths: /^components\//,
    buys: 'labels, live region, focus, the second choice after a failed charge, `render`',
  },
  {
    name: 'Korean sentences',
    paths: /^core\/messages\/ko/,
    buys: 'every sentence a customer sees, by state and error',
  },
  { name: 'choice of sentences', paths: /^core\/messages\//, buys: 'sentences of your own in place of single ones' },
];

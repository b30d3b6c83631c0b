import { warnOnce } from './warnOnce.js';

/** A browser that gets no answer throws a `TypeError` too: that is the network's doing, and no slip. */
const isOfNetwork = (error: Error) => /fetch|network|load failed/i.test(error.message);

const texts = {
  charge: {
    why: 'The card is registered, and nothing says whether it was charged: the customer reads that the payment was not completed.',
    fix: "A card that was declined is best rejected with an error that has the `status` of your server's answer.",
  },
  order: {
    why: 'No window was opened, and the customer reads that the order could not be made.',
    fix: 'The next click calls it again.',
  },
};

type ApiError = { readonly name?: unknown; readonly code?: unknown; readonly status?: unknown };

/** Errors of `billingApi` that no customer can mend: not mounted there, not signed in, another site's, a plan that is unknown. */
function isOfServer(name: keyof typeof texts, error: ApiError): boolean {
  const { code, status } = error;
  if (error.name !== 'BillingApiError' || typeof status !== 'number') return false;
  // Something else than the kit has answered: a page of the host's app, or nothing that is mounted there.
  if (code === 'unreachable') return status >= 200 && status < 500;
  // A charge may be refused by what a customer does, an order hardly.
  return name === 'order' && status >= 400 && status < 500 && status !== 402;
}

/** Tells of a function of the host's that failed by a slip of its own code, which the customer can only read as bad luck. */
export function examineSlip(name: keyof typeof texts, cause: unknown): void {
  const isSlip = [TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => cause instanceof kind);
  const isServers = isOfServer(name, (cause ?? {}) as Error);
  if (!isServers && (!isSlip || isOfNetwork(cause as Error))) return;
  const { name: kind, message, code } = cause as Error & { readonly code?: string };
  const { why, fix } = texts[name];
  warnOnce(
    `slip/${name}/${kind}/${message}`,
    `${name} threw ${kind}: ${message}`.replace(/[.?]?$/, (end) => end || '.'),
    why,
    isServers
      ? code === 'unreachable'
        ? 'The whole error is in error.cause.'
        : `See docs/errors/server/${code}.md.`
      : `Correct the function given as ${name} (the whole error is in error.cause). ${fix}`,
  );
}

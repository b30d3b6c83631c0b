/** Node's, or nothing: a bundler replaces `process.env.NODE_ENV` as a whole, and a plain page has no `process`. */
declare const process: { env: { NODE_ENV?: string | undefined } };

function readNodeEnv(): string | undefined {
  // Not behind a `typeof process`: in a bundle the word is gone, and the check would pass over what replaced it.
  try {
    return process.env.NODE_ENV;
  } catch {
    return undefined;
  }
}

/** A payment page that issues nothing must never reach a customer by mistake. */
export function refuseInProduction(
  options: { readonly iKnowThisIsNotAPaymentWindow?: boolean | undefined },
  nodeEnv = readNodeEnv(),
): void {
  if (options.iKnowThisIsNotAPaymentWindow || nodeEnv !== 'production') return;
  throw new Error(
    'A fake payment SDK does not run with NODE_ENV=production: it issues no billing keys. ' +
      'Where that is meant, as in a published Storybook, pass iKnowThisIsNotAPaymentWindow: true.',
  );
}

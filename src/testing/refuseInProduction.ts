/** A bundler replaces the expression as a whole, and a page without one has no `process`. */
declare const process: { env: { NODE_ENV?: string | undefined } } | undefined;

/** A payment page that issues nothing must never reach a customer by mistake. */
export function refuseInProduction(options: { readonly iKnowThisIsNotAPaymentWindow?: boolean | undefined }): void {
  if (typeof process === 'undefined' || process.env.NODE_ENV !== 'production') return;
  if (options.iKnowThisIsNotAPaymentWindow) return;
  throw new Error(
    'The fake i’mport SDK does not run with NODE_ENV=production: it issues no billing keys. ' +
      'Where that is meant, as in a published Storybook, pass iKnowThisIsNotAPaymentWindow: true.',
  );
}

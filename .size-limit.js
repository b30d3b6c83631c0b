// What an import adds to a page that has React and TanStack Query: minified and gzipped, with NODE_ENV=production. Korean
// stays Korean, as bundlers for the web leave it. The limits are what was measured and up to 3 %: docs/performance.md says what
// each part costs and why. `react-billing-key/server` and the fakes are loaded by no customer and have no limit.
const common = {
  path: 'dist/index.js',
  gzip: true,
  modifyEsbuildConfig: (config) => ({ ...config, charset: 'utf8' }),
};

const v2 = { ...common, path: 'dist/v2.js' };

export default [
  { ...common, name: 'button and provider', import: '{ SubscribeCardButton, BillingProvider }', limit: '29.8 kB' },
  { ...common, name: 'hook and provider', import: '{ useBillingKey, BillingProvider }', limit: '24.3 kB' },
  { ...v2, name: 'button and provider of V2', import: '{ SubscribeCardButton, BillingProvider }', limit: '28.1 kB' },
  { ...v2, name: 'hook and provider of V2', import: '{ useBillingKey, BillingProvider }', limit: '22.5 kB' },
  { ...common, name: 'saved cards and provider', import: '{ CardManager, BillingProvider }', limit: '35.2 kB' },
  { ...common, name: 'subscription and provider', import: '{ Subscription, BillingProvider }', limit: '32.4 kB' },
  { ...common, name: 'past due and provider', import: '{ PastDue, BillingProvider }', limit: '35 kB' },
  {
    ...common,
    name: 'without React: client, place and gateway of V1',
    import: '{ createBillingClient, createPlace, createIamportGateway }',
    limit: '20.1 kB',
  },
  {
    ...common,
    name: 'core alone',
    path: 'dist/core/index.js',
    import: '{ createBillingClient, createPlace }',
    limit: '11.7 kB',
  },
];

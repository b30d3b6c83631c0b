// What an import adds to a page that has React and TanStack Query: minified and gzipped, with NODE_ENV=production. Korean
// stays Korean, as bundlers for the web leave it. The limits are what was measured and up to 3 %: docs/performance.md says what
// each part costs and why.
const common = {
  path: 'dist/index.js',
  gzip: true,
  modifyEsbuildConfig: (config) => ({ ...config, charset: 'utf8' }),
};

export default [
  { ...common, name: 'button and provider', import: '{ SubscribeCardButton, BillingProvider }', limit: '16.4 kB' },
  { ...common, name: 'hook and provider', import: '{ useBillingKey, BillingProvider }', limit: '13.0 kB' },
  {
    ...common,
    name: 'core alone',
    path: 'dist/core/index.js',
    import: '{ createBillingClient, createBillingFlow }',
    limit: '10.8 kB',
  },
];

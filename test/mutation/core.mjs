import { mutationRun } from './mutationRun.mjs';

// Not the sentences and the PGs' names, and not what only a real page shows: that is browser.mjs.
export default mutationRun('core', [
  'src/{core,iamport}/**/*.ts',
  // What the tests in Chromium alone reach is left out: that would be most of what survives.
  'src/portone/{channelProblems,customChannel,readResponse,returnUrl}.ts',
  '!src/core/messages/**/*.ts',
  'src/core/messages/{checkMessages,formatMoney,mergeMessages}.ts',
  'src/core/messages/checkout/checkoutMessagesOf.ts',
  '!src/**/{index,developerText,pgNames}.ts',
  '!src/core/lib/{loadSdk,loadScript}.ts',
  '!src/iamport/{dialogs,reachDialog,loadIamport,sdkDialog}.ts',
  '!src/**/*.d.ts',
]);

import { mutationRun } from './mutationRun.mjs';

// Scripts that are fetched, modal dialogs, and windows that other code takes away: a simulated page has none of them.
export default mutationRun('browser', [
  'src/core/lib/{loadSdk,loadScript}.ts',
  'src/portone/createPortOneSdk.ts',
  'src/iamport/{dialogs,reachDialog,loadIamport,sdkDialog}.ts',
]);

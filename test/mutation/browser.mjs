import { mutationRun } from './mutationRun.mjs';

// Scripts that are fetched, and modal dialogs: a simulated page has neither.
export default mutationRun('browser', [
  'src/core/lib/{loadSdk,loadScript}.ts',
  'src/portone/createPortOneSdk.ts',
  'src/iamport/{dialogs,reachDialog}.ts',
]);

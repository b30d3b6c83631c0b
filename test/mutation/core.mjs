import { mutationRun } from './mutationRun.mjs';

// Not the sentences and the names of PGs and channels, and not what fetches scripts: that is loader.mjs.
export default mutationRun('core', [
  'src/{core,iamport,portone}/**/*.ts',
  '!src/core/messages/**/*.ts',
  'src/core/messages/{checkMessages,formatMoney,mergeMessages}.ts',
  'src/core/messages/checkout/checkoutMessagesOf.ts',
  '!src/**/{index,developerText,pgNames,channelNames}.ts',
  '!src/core/lib/{loadSdk,loadScript}.ts',
  '!src/portone/createPortOneSdk.ts',
  '!src/**/*.d.ts',
]);

import { mutationRun } from './mutationRun.mjs';

export default mutationRun('loader', ['src/core/lib/{loadSdk,loadScript}.ts', 'src/portone/createPortOneSdk.ts']);

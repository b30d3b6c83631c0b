import type { BehaviourId } from './behaviours.js';
import type { SdkDriver } from './SdkDriver.js';

/** The tests of one section, by the ids of what they show. */
export type BehaviourTests<Section extends string> = Record<
  Extract<BehaviourId, `${Section}/${string}`>,
  (driver: SdkDriver) => Promise<void>
>;

import { createFakeDriver } from './createFakeDriver.js';
import type { SdkDriver } from './SdkDriver.js';

/** Set by `npm run test:conformance -- --driver <module>`. */
const outside: string | undefined = import.meta.env.VITE_CONFORMANCE_DRIVER;

/** The fake in both generations, and whatever SDK was named on the command line. */
export async function loadDrivers(): Promise<readonly SdkDriver[]> {
  const fakes = [createFakeDriver('1.3'), createFakeDriver('1.2')];
  if (!outside) return fakes;
  const module: { readonly default: readonly SdkDriver[] } = await import(/* @vite-ignore */ outside);
  return [...fakes, ...module.default];
}

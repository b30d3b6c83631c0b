import { BillingServerError } from '../errors.js';

/** Loads an optional peer when a store needs it, so that nobody installs a driver for a database they don't have. */
export async function loadDriver<Module>(
  load: () => Promise<unknown>,
  { name, neededBy }: { name: string; neededBy: string },
): Promise<Module> {
  try {
    return (await load()) as Module;
  } catch (cause) {
    throw new BillingServerError(
      'driver_missing',
      `${neededBy} needs the package ${name}, which could not be loaded. Install it: npm install ${name}`,
      { cause },
    );
  }
}

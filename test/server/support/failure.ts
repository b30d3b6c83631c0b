import { expect } from 'vitest';
import { GatewayUnavailable } from '../../../src/server/index.js';

/** How a call to a gateway failed: that it does not answer, and nothing else. */
export async function failure(work: Promise<unknown> | undefined): Promise<GatewayUnavailable> {
  const error = await work?.then(
    (value) => new Error(`It did not fail: ${JSON.stringify(value)}`),
    (cause: Error) => cause,
  );
  expect(error).toBeInstanceOf(GatewayUnavailable);
  return error as GatewayUnavailable;
}

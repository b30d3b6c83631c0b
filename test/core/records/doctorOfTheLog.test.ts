import { afterEach, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../../src/core/records/BillingStorage.js';
import { createAttemptLog } from '../../../src/core/records/createAttemptLog.js';
import { sampleRecord } from '../support/samples.js';
import { warnings } from '../support/warnings.js';

const said = warnings();
afterEach(() => void vi.unstubAllEnvs());

const keep = () => createAttemptLog(memoryStorage(), () => {}).save(sampleRecord('a1', { customerUid: 'kim@shop.kr' }));

it('the doctor looks at each record that is kept', () => {
  keep();
  expect(said()).toEqual([expect.stringContaining('customerUid is an e-mail address.')]);
});

it('the doctor looks at none in production', () => {
  vi.stubEnv('NODE_ENV', 'production');
  keep();
  expect(said()).toEqual([]);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chromiumPath } from '../../../scripts/chromiumPath.js';

const { platform } = process;
const hasPackaged = platform === 'linux' && process.arch === 'x64';

describe('chromiumPath', () => {
  let folder: string;
  let ofSystem: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chromium-'));
    ofSystem = join(folder, 'chromium');
    await writeFile(ofSystem, '#!/bin/sh\n', { mode: 0o755 });
    vi.stubEnv('PATH', folder);
    vi.stubEnv('CHROMIUM_PATH', undefined);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    Object.defineProperty(process, 'platform', { value: platform });
    await rm(folder, { recursive: true });
  });

  it('takes the one that CHROMIUM_PATH names before any other', async () => {
    const named = join(folder, 'another');
    await writeFile(named, '');
    vi.stubEnv('CHROMIUM_PATH', named);
    expect(await chromiumPath()).toBe(named);
  });

  it('says so when CHROMIUM_PATH names a file that is not there', async () => {
    vi.stubEnv('CHROMIUM_PATH', join(folder, 'missing'));
    await expect(chromiumPath()).rejects.toThrow(/CHROMIUM_PATH names .*missing/);
  });

  it.runIf(hasPackaged)('takes the pinned one from npm before the system’s', async () => {
    expect(await chromiumPath()).toMatch(/chromium-\d+\.\d+\.\d+\/chromium$/);
  });

  it('takes the system’s where the one from npm does not run', async () => {
    Object.defineProperty(process, 'platform', { value: 'freebsd' });
    expect(await chromiumPath()).toBe(ofSystem);
  });

  it('says what to install where there is none', async () => {
    Object.defineProperty(process, 'platform', { value: 'freebsd' });
    await rm(ofSystem);
    await expect(chromiumPath()).rejects.toThrow(/apt-get install chromium/);
  });
});

import { afterEach, expect, it, vi } from 'vitest';
import { getDevice, isDesktopSafari } from '../../../src/core/lib/device.js';

afterEach(() => void vi.unstubAllGlobals());

it.each([
  [
    'phone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
  ],
  ['phone', 'Mozilla/5.0 (Linux; Android 15; SM-S921N) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36'],
  ['phone', 'Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36'],
  ['desktop', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15'],
])('a %s is known by %s', (device, userAgent) => {
  vi.stubGlobal('navigator', { userAgent });
  expect(getDevice()).toBe(device);
});

it.each([
  [true, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15'],
  [false, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1'],
  [false, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36'],
])('Safari on a computer is known: %s for %s', (isSafari, userAgent) => {
  vi.stubGlobal('navigator', { userAgent });
  expect(isDesktopSafari()).toBe(isSafari);
});

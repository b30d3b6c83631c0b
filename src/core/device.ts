import type { Device } from './pg/PgRow.js';

/** The SDK decides by the user agent whether to leave the page, so this does too; a tablet that says it is a desktop is one. */
export function getDevice(): Device {
  return /Android|iPhone|iPad|iPod|Mobile/i.test(navigator.userAgent) ? 'phone' : 'desktop';
}

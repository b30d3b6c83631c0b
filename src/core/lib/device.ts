/** The kinds of device the PGs tell apart. A tablet is whatever the PG's own page makes of it: treat it as a phone. */
export type Device = 'desktop' | 'phone';

/** The SDKs decide by the user agent whether to leave the page, so this does too; a tablet that says it is a desktop is one. */
export function getDevice(): Device {
  return /Android|iPhone|iPad|iPod|Mobile/i.test(navigator.userAgent) ? 'phone' : 'desktop';
}

/**
 * True for Safari on a computer. It says that a click is still active, and refuses a popup as soon as the network has answered since
 * (seen in WebKitGTK: docs/reliability.md).
 */
export function isDesktopSafari(): boolean {
  return /Version\/\S+ Safari\//.test(navigator.userAgent);
}

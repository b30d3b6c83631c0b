/** Hosts that no customer of a shop can be on: the machine itself, test domains, and private addresses. */
export function isLocalHost(hostname: string): boolean {
  return (
    hostname === '' ||
    /(^|\.)(localhost|test)$/.test(hostname) ||
    hostname === '[::1]' ||
    /^(127|10)\.\d+\.\d+\.\d+$/.test(hostname) ||
    /^192\.168\.\d+\.\d+$/.test(hostname) ||
    /^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+$/.test(hostname)
  );
}

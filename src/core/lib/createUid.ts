const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * A random order number: 24 letters and digits, which every PG takes and i'mport's 40 characters hold. Never a clock's
 * time: two customers in one millisecond would share it.
 */
export function createUid(prefix = ''): string {
  // 252 is the largest multiple of 36 in a byte: bytes above it would make the first letters likelier.
  let uid = prefix;
  while (uid.length < 24) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 252 && uid.length < 24) uid += alphabet[byte % 36];
    }
  }
  return uid;
}

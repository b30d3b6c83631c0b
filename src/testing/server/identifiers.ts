/** `imp_` and twelve digits, as i'mport numbers a payment. */
export const newImpUid = (): string => `imp_${digits(12)}`;

/** A card network's approval number. */
export const newApplyNum = (): string => digits(8);

export const newToken = (): string => hex(20);

export const newId = (): string => hex(12);

function digits(length: number): string {
  return Array.from(randomBytes(length), (byte) => byte % 10).join('');
}

function hex(bytes: number): string {
  return Array.from(randomBytes(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

import { text } from './sendCall.js';

const FIELD = 'reactBillingKeyTry';

/** A try's name, as the gateway's free field carries it: V1's `custom_data`, V2's `customData`. */
export function writeTag(tag: string): string {
  return JSON.stringify({ [FIELD]: tag });
}

/** The name of the try that made a payment; null for a payment that carries none. */
export function readTag(customData: unknown): string | null {
  try {
    return text((JSON.parse(String(customData)) as Readonly<Record<string, unknown>>)[FIELD]);
  } catch {
    return null;
  }
}

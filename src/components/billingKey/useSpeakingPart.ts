import { useEffect, useId } from 'react';
import type { BillingKeyContextValue, SpeakingPart } from './BillingKeyContext.js';

/** Makes a part known as one that says something, and gives it the id by which the button points to it. */
export function useSpeakingPart(
  part: SpeakingPart,
  { register }: BillingKeyContextValue,
  hostId: string | undefined,
): string {
  const ownId = useId();
  const id = hostId ?? ownId;
  useEffect(() => register(part, id), [register, part, id]);
  return id;
}

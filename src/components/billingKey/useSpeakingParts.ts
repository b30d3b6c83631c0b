import { useCallback, useState } from 'react';
import type { BillingKeyContextValue, SpeakingPart } from './BillingKeyContext.js';

/** Knows which parts are there to say something. */
export function useSpeakingParts(): Pick<BillingKeyContextValue, 'speaking' | 'register'> {
  const [speaking, setSpeaking] = useState<BillingKeyContextValue['speaking']>({});
  const register = useCallback((part: SpeakingPart, id: string) => {
    setSpeaking((before) => ({ ...before, [part]: id }));
    return () => setSpeaking(({ [part]: _, ...others }) => others);
  }, []);
  return { speaking, register };
}

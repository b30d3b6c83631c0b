import { useCallback, useMemo, useRef, useState } from 'react';
import type { BillingKeyContextValue, Gate } from './BillingKeyContext.js';

type Gates = Pick<BillingKeyContextValue, 'addGate' | 'passGates' | 'refusal' | 'clearRefusal'>;

/** Asks everything that has to agree before a window opens. */
export function useGates(): Gates {
  const gates = useRef(new Set<Gate>());
  const [refusal, setRefusal] = useState<string>();

  const addGate = useCallback((gate: Gate) => {
    gates.current.add(gate);
    return () => void gates.current.delete(gate);
  }, []);
  const passGates = useCallback(() => {
    for (const gate of gates.current) {
      const said = gate.refuse();
      if (said === undefined) continue;
      setRefusal(said);
      gate.focus();
      return false;
    }
    setRefusal(undefined);
    return true;
  }, []);
  const clearRefusal = useCallback(() => setRefusal(undefined), []);

  return useMemo(() => ({ addGate, passGates, clearRefusal, refusal }), [addGate, passGates, clearRefusal, refusal]);
}

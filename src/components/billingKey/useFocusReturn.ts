import { useEffect, useRef } from 'react';
import type { BillingStatus } from '../../core/flow/FlowState.js';
import { isFocusNowhere } from './isFocusNowhere.js';

/** A ref to write to. React 18's own type for one is read-only. */
export interface Opener {
  current: HTMLElement | null;
}

/**
 * Gives the focus back to the button that opened the payment window. The window's frame takes it, and when the frame goes
 * the browser leaves it nowhere. A focus that is somewhere by then has been moved on purpose, and stays.
 */
export function useFocusReturn(status: BillingStatus): Opener {
  const opener = useRef<HTMLElement | null>(null);
  const previous = useRef(status);
  useEffect(() => {
    const hasClosed = previous.current === 'window' && status !== 'window';
    previous.current = status;
    const isLost = isFocusNowhere() || Boolean(document.activeElement?.closest('.imp-dialog'));
    if (hasClosed && isLost) opener.current?.focus({ preventScroll: true });
  }, [status]);
  return opener;
}

import { createContext } from 'react';
import type { PendingBillingKey } from '../../react/usePendingBillingKeys.js';

/** The unfinished payment that a `<BillingKey.RecoveryItem>` is about. */
export const RecoveryContext = createContext<PendingBillingKey<unknown> | undefined>(undefined);

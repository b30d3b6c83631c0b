/** A customer who asked to be forgotten. Nothing is erased while a key may still live at a gateway. */
export interface Erasure {
  customerId: string;
  version: number;
  status: 'pending' | 'done';
  /** Milliseconds. */
  requestedAt: number;
  /** When it is tried next, in milliseconds; null when it is done. */
  workAt: number | null;
  /** Milliseconds. */
  doneAt: number | null;
}

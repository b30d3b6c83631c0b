import { useState } from 'react';

/** A value that the host keeps (`value`), or that the part keeps for it, beginning with `initial`. */
export function useControlled<TValue>(
  value: TValue | undefined,
  initial: TValue,
  onChange: ((value: TValue) => void) | undefined,
): readonly [TValue, (next: TValue) => void] {
  const [kept, setKept] = useState(initial);
  return [
    value ?? kept,
    (next) => {
      setKept(next);
      onChange?.(next);
    },
  ];
}

import type { Messages } from './Messages.js';

/** Sentences to replace, one by one; the rest stays. */
export type MessageOverrides = {
  readonly [Key in keyof Messages]?: Messages[Key] extends string ? string : Partial<Messages[Key]>;
};

export function mergeMessages(base: Messages, overrides: MessageOverrides | undefined): Messages {
  if (!overrides) return base;
  return {
    ...base,
    ...overrides,
    button: { ...base.button, ...overrides.button },
    status: { ...base.status, ...overrides.status },
    checkout: { ...base.checkout, ...overrides.checkout },
    errors: { ...base.errors, ...overrides.errors },
  };
}

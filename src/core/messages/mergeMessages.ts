import type { MessagePurpose, Messages } from './Messages.js';

/** Sentences to replace, one by one; the rest stays. */
export type MessageOverrides = Overrides<Messages>;

type Overrides<T> = {
  readonly [Key in keyof T]?: (T[Key] extends string ? string : Overrides<NonNullable<T[Key]>>) | undefined;
};

/** The messages with some sentences replaced. */
export function mergeMessages(base: Messages, overrides: MessageOverrides | undefined): Messages {
  return overrides ? (merge(base as unknown as Tree, overrides as Tree) as unknown as Messages) : base;
}

/**
 * The messages for what an attempt is for. Sentences that a place has replaced (`overrides`) win over those of the purpose,
 * which win over those of the language.
 */
export function messagesFor(
  base: Messages,
  purpose: MessagePurpose | undefined,
  overrides?: MessageOverrides | undefined,
): Messages {
  const merged = mergeMessages(base, overrides);
  return purpose ? mergeMessages(mergeMessages(merged, merged.purposes?.[purpose]), overrides) : merged;
}

interface Tree {
  readonly [key: string]: string | Tree | undefined;
}

function merge(base: Tree, overrides: Tree): Tree {
  const merged: Record<string, string | Tree | undefined> = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    const before = base[key];
    // `null` replaces nothing, as texts that come as JSON have it.
    if (value === undefined || value === null) continue;
    merged[key] = typeof value === 'object' ? merge(typeof before === 'object' ? before : {}, value) : value;
  }
  return merged;
}

/** What is wrong with a field. The sentence a person reads is made from it in `core/messages`. */
export type ProblemRule =
  | 'required'
  /** `limit` is the highest number of characters. */
  | 'too-long'
  /** `limit` is the lowest number of characters. */
  | 'too-short'
  /** `limit` is the highest number of bytes, a Korean syllable taken for two (the PGs don't name the encoding). */
  | 'too-many-bytes'
  | 'not-a-string'
  | 'not-a-number'
  | 'negative'
  /** `limit` is the number of decimals that the currency has. */
  | 'too-precise'
  | 'not-positive'
  /** `limit` is the lowest amount that the PG takes. */
  | 'too-small'
  | 'not-a-url'
  /** `limit` lists what is allowed, separated by commas; without it the field has to be left out. */
  | 'not-allowed'
  /** Something else than the letters A-Z, a-z and the digits 0-9. */
  | 'not-alphanumeric'
  /** Something else than letters, digits and the characters in `limit`. */
  | 'other-characters'
  /** `limit` lists the characters that the PG refuses. */
  | 'forbidden-characters'
  /** `limit` is the other field, which must hold another value. */
  | 'same-as'
  | 'not-json'
  /** A `pg` that has no row here: a slip of the pen (`nearest` is the code it resembles), or a case for `customPg`. */
  | 'unknown-pg';

/** One thing that keeps a payment window from being opened. */
export interface Problem {
  /** The field as the caller writes it: `buyer.tel`, `bypass.kcpQuick.memberID`. */
  readonly field: string;
  readonly rule: ProblemRule;
  /** What the rule measures against; see `ProblemRule`. */
  readonly limit?: number | string;
  /** The PG that asks for it, by its code; absent where every PG does. For `unknown-pg`, what was given as `pg`. */
  readonly pg?: string;
  /** For `unknown-pg`, in development: the known code that was probably meant. */
  readonly nearest?: string;
}

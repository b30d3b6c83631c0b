/** A record of what was passed, untouched by what is written into it later. Functions and class instances stay as they are. */
export function copyDeep<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyDeep) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyDeep(inner)])) as Value;
}

/** True for what JSON carries as it is: a function, a date or a class instance in it would be lost or come back as another. */
export function isPlainJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isPlainJson);
  if (typeof value !== 'object' || !isPlainObject(value)) return false;
  // A field that is undefined is left out, as everywhere in JSON.
  return Object.values(value).every((field) => field === undefined || isPlainJson(field));
}

/** False for a `Map`, a date or an instance of a class, whose contents JSON does not see. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

import { type Fields, optionalRecord, optionalText, requiredText } from './body.js';
import type { Customer } from './records.js';

/** `customer`, as a call gives it, in the shape the records have: of the two spellings of a name, one text. */
export function readCustomer(fields: Fields): Customer {
  const given = optionalRecord(fields, 'customer');
  if (given === undefined) return {};
  return present({
    id: optionalText(given, 'id'),
    name: typeof given.name === 'string' ? given.name : readName(given),
    email: optionalText(given, 'email'),
    phoneNumber: optionalText(given, 'phoneNumber'),
    zipcode: optionalText(given, 'zipcode'),
  });
}

function readName(customer: Fields): string | undefined {
  const name = optionalRecord(customer, 'name');
  if (name === undefined) return undefined;
  const separated = optionalRecord(name, 'separated');
  if (separated === undefined) return optionalText(name, 'full');
  return `${requiredText(separated, 'first')} ${requiredText(separated, 'last')}`;
}

/** Without the keys that hold nothing: an absent field is absent on the wire too. */
export function present<T extends object>(fields: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}

import { BillingKeyError } from '../errors/BillingKeyError.js';
import { developerText } from '../errors/developerText.js';
import type { Messages } from './Messages.js';

/** @throws BillingKeyError `invalid_configuration` for anything else than messages, such as a language's name */
export function checkMessages(locale: Messages): Messages {
  if (typeof locale?.locale !== 'string' || !locale.button) {
    throw new BillingKeyError('invalid_configuration', developerText?.noMessages(locale));
  }
  return locale;
}

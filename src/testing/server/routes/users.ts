import { Refusal } from '../envelope.js';
import { requiredText } from '../fields.js';
import type { Handler } from './call.js';

export const getToken: Handler = ({ books, fields, now }) => {
  const key = requiredText(fields, 'imp_key', 200);
  const secret = requiredText(fields, 'imp_secret', 500);
  if (key !== books.impKey || secret !== books.impSecret)
    throw new Refusal('인증에 실패하였습니다. API키와 secret을 확인하세요.', 401);
  return books.tokens.take(now);
};

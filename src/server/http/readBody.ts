import { BillingServerError } from '../errors.js';

/** Bytes of a body at most. */
const LIMIT = 16_384;
/** Objects and lists in each other at most. What is deeper ends in a full stack somewhere behind. */
const DEPTH = 20;

/** The body as text, up to the limit, however it is sent. */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > LIMIT) throw tooLarge();
  if (request.body === null) return '';
  if (request.bodyUsed || request.body.locked) throw takenBody();
  const reader = request.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new BillingServerError('invalid_body', 'The body broke off.');
    });
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > LIMIT) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The JSON object of a request that changes something. A form can't be one: any site can send a form. */
export async function readJson(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const type = request.headers.get('content-type') || 'of no type';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new BillingServerError(
      'unsupported_media_type',
      `The body is ${type}. Send JSON, with content-type: application/json.`,
    );
  }
  const text = await readText(request);
  if (depthOf(text) > DEPTH) throw new BillingServerError('invalid_body', `The body is nested deeper than ${DEPTH}.`);
  let value: unknown;
  try {
    value = JSON.parse(text, withoutPrototypes);
  } catch (error) {
    if (error instanceof BillingServerError) throw error;
    if (text === '') throw takenBody();
    throw new BillingServerError('invalid_body', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BillingServerError('invalid_body', 'The body must be a JSON object.');
  }
  return value as Readonly<Record<string, unknown>>;
}

/** How deep objects and lists lie in each other; brackets in texts don't count. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isInText && char === '\\') at += 1;
    else if (char === '"') isInText = !isInText;
    else if (isInText) continue;
    else if ('[{'.includes(char)) depth += 1;
    else if (']}'.includes(char)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Names by which an object that is copied or merged carelessly changes what all objects inherit. */
function withoutPrototypes(key: string, value: unknown): unknown {
  if (key === '__proto__' || (key === 'constructor' && typeof value === 'object')) {
    throw new BillingServerError('invalid_body', `The body has a field named ${key}.`);
  }
  return value;
}

export function takenBody(): BillingServerError {
  return new BillingServerError(
    'invalid_body',
    'The body is empty. If a body parser runs before this handler, it has taken the body: mount toNodeHandler before it, or hand on a clone of the request.',
  );
}

function tooLarge(): BillingServerError {
  return new BillingServerError('body_too_large', `The body has more than ${LIMIT} bytes.`);
}

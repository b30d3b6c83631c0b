import type { BillingOperations } from '../BillingServer.js';
import { BillingServerError } from '../errors.js';
import type { BillingServerEvent } from '../event/BillingServerEvent.js';
import { toError } from '../event/events.js';
import { inHostTime } from '../hostTime.js';
import { invalidField, readIdentifier } from '../identifiers.js';
import { orderView } from '../order/createOrders.js';
import { readClaim, readOrderRequest } from '../order/readRequests.js';
import { assertSameSite, sharedWith } from './crossSite.js';
import { type Call, json, noContent, type Route, receiptResponse } from './Route.js';
import { readJson, readText, takenBody } from './readBody.js';
import { subscriptionRoutes } from './subscriptionRoutes.js';

/** Who asks: the host's id of the customer who is signed in; null when nobody is. */
export type CustomerOf = (request: Request) => string | null | Promise<string | null>;

export interface HandlerOptions {
  readonly operations: BillingOperations;
  readonly customerOf: CustomerOf;
  readonly trustedOrigins: readonly string[];
  /** Where the routes are, when the framework leaves the prefix in the path. */
  readonly basePath: string;
  readonly emit: (event: BillingServerEvent) => void;
}

/** Every route. `:` stands for one segment. */
const ROUTES: readonly Route[] = [
  ['POST', 'orders', postOrder],
  ['POST', 'charges', postCharge],
  ['GET', 'charges', getCharges],
  ['GET', 'charges/:', getCharge],
  ['GET', 'registrations/:', getRegistration],
  ['GET', 'cards', getCards],
  ['POST', 'cards/:/default', postDefault],
  ['DELETE', 'cards/:', deleteCard],
  ...subscriptionRoutes,
  ['POST', 'webhook/:', postWebhook],
];

/** The routes as one handler. It answers every request and never throws. */
export function createHandler(options: HandlerOptions): (request: Request) => Promise<Response> {
  const { operations, customerOf, trustedOrigins, basePath, emit } = options;
  const prefix = segmentsOf(basePath);

  async function answer(request: Request): Promise<Response> {
    const segments = segmentsOf(new URL(request.url).pathname);
    const isMounted = prefix.every((part, index) => segments[index] === part);
    const path = isMounted ? segments.slice(prefix.length) : segments;
    const fits = ROUTES.filter(([, pattern]) => match(pattern, path));
    // What checks whether a server is there asks so.
    const asked = isHead(request) ? 'GET' : request.method;
    const route = fits.find(([method]) => method === asked);
    if (route === undefined) {
      if (fits.length === 0) {
        throw new BillingServerError(
          'not_found',
          `There is no ${request.method} here. If these routes are mounted under another path than ${basePath}, and the framework leaves it in, set basePath.`,
        );
      }
      const allow = fits.map(([method]) => method);
      const refused = new BillingServerError('method_not_allowed', `Here is ${allow.join(' and ')} only.`);
      return refusal(refused, { allow: allow.join(', ') });
    }
    const [method, pattern, handle] = route;
    const isWebhook = pattern.startsWith('webhook/');
    if (method !== 'GET' && !isWebhook) assertSameSite(request, trustedOrigins);
    const customer = async () => {
      const id = await inHostTime('customerOf', () => customerOf(request));
      if (typeof id === 'string' && id !== '') return id;
      if (id) {
        throw new BillingServerError(
          'invalid_configuration',
          `customerOf answered no text but ${typeof id}. It must be the customer's id as a text, or null.`,
          { field: 'customerOf' },
        );
      }
      throw new BillingServerError('not_signed_in', 'Nobody is signed in: customerOf answered no customer.');
    };
    return handle({ request, params: paramsOf(pattern, path), operations, customer });
  }

  async function respond(request: Request): Promise<Response> {
    try {
      return await answer(request);
    } catch (error) {
      // Which database this is, and where it lies, is for the host alone.
      const isNotBound = error instanceof BillingServerError && error.code === 'database_not_bound';
      if (error instanceof BillingServerError && error.status !== 500 && !isNotBound) return refusal(error);
      emit({ type: 'error', where: `${request.method} ${new URL(request.url).pathname}`, error: toError(error) });
      const code = isNotBound ? 'database_not_bound' : 'internal';
      return refusal(new BillingServerError(code, 'Something went wrong on the server; its log says what.'));
    }
  }

  return async (request) => {
    const shared = sharedWith(request, trustedOrigins);
    const isAsking = shared !== null && request.method === 'OPTIONS';
    const response = isAsking ? noContent() : await respond(request);
    for (const [name, value] of Object.entries(shared ?? {})) response.headers.set(name, value);
    return isHead(request) ? new Response(null, response) : response;
  };
}

async function postOrder({ request, operations, customer }: Call): Promise<Response> {
  const customerId = await customer();
  const fields = await readJson(request);
  const order = await operations.createOrder(readOrderRequest({ ...fields, customerId }));
  return json(201, orderView(order));
}

async function postCharge({ request, operations, customer }: Call): Promise<Response> {
  const customerId = await customer();
  const fields = await readJson(request);
  const receipt = await operations.charge(readClaim({ ...fields, customerId }));
  return receiptResponse(receipt);
}

async function getCharges({ request, operations, customer }: Call): Promise<Response> {
  const customerId = await customer();
  const { searchParams } = new URL(request.url);
  const limit = searchParams.get('limit');
  const before = searchParams.get('before') ?? undefined;
  return json(
    200,
    await operations.listCharges({ customerId, before, limit: limit === null ? undefined : readCount('limit', limit) }),
  );
}

async function getCharge({ params, operations, customer }: Call): Promise<Response> {
  const customerId = await customer();
  const receipt = await operations.getCharge({
    customerId,
    chargeMerchantUid: readIdentifier('chargeMerchantUid', params[0]),
  });
  if (receipt === null) throw new BillingServerError('not_found', 'No charge was begun under this number.');
  return json(200, receipt);
}

async function getRegistration({ params, operations, customer }: Call): Promise<Response> {
  const customerId = await customer();
  return json(
    200,
    await operations.getRegistration({ customerId, merchantUid: readIdentifier('merchantUid', params[0]) }),
  );
}

async function getCards({ operations, customer }: Call): Promise<Response> {
  return json(200, await operations.listCards({ customerId: await customer() }));
}

async function postDefault({ request, params, operations, customer }: Call): Promise<Response> {
  const customerId = await customer();
  await readJson(request);
  return json(200, await operations.makeDefaultCard({ customerId, cardId: readIdentifier('cardId', params[0], 80) }));
}

async function deleteCard({ params, operations, customer }: Call): Promise<Response> {
  await operations.removeCard({ customerId: await customer(), cardId: readIdentifier('cardId', params[0], 80) });
  return noContent();
}

async function postWebhook({ request, params, operations }: Call): Promise<Response> {
  const body = await readText(request);
  // No gateway posts nothing, and 200 would hide that no webhook is ever read.
  if (body === '') throw takenBody();
  await operations.receiveWebhook({ gateway: String(params[0]), headers: request.headers, body });
  return json(200, { received: true });
}

/** As a GET, without a body. */
const isHead = ({ method }: Request): boolean => method === 'HEAD';

function readCount(field: string, value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw invalidField(field, 'must be a whole number');
  return Number(value);
}

function match(pattern: string, path: readonly string[]): boolean {
  const parts = pattern.split('/');
  return parts.length === path.length && parts.every((part, index) => part === ':' || part === path[index]);
}

function paramsOf(pattern: string, path: readonly string[]): string[] {
  const parts = pattern.split('/');
  return path.filter((_, index) => parts[index] === ':');
}

function segmentsOf(pathname: string): string[] {
  return pathname.split('/').filter(Boolean).map(decode);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function refusal(
  { code, message, status, field, details, retryAfterSeconds }: BillingServerError,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const retry = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return json(status, { error: { code, message, field, details } }, { ...headers, ...retry });
}

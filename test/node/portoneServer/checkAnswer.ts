import { routes as fakeRoutes } from '../../../src/testing/portoneServer/routes/index.js';
import { createMatcher } from '../../../src/testing/server/router.js';
import openapi from './openapi.json' with { type: 'json' };

/**
 * `openapi.json` holds what PortOne's own description of its REST API V2 (`v2.openapi.json`, 1.16.0) says about the requests and
 * the answers of the routes that the fake serves: which fields there are, which must be there, of what type.
 */
type Schema =
  | { fields: Record<string, string>; status?: number }
  | { by: string; of: Record<string, string> }
  | { oneOf: string };

const routes: Readonly<Record<string, Readonly<Record<string, string>>>> = openapi.routes;
const requests = openapi.requests as Readonly<Record<string, { query: readonly string[]; body?: string }>>;
const schemas = openapi.schemas as Readonly<Record<string, Schema>>;

const matchRoute = createMatcher(fakeRoutes);

/** The overview of the REST API names it; the OpenAPI file does not, as it may come from every route. */
const beside = 'IDEMPOTENCY_OUTSTANDING_REQUEST';

/** What is wrong with an answer by PortOne's own description, one sentence each. */
export function answerProblems(route: string, status: number, body: unknown): string[] {
  if (status === 409 && isRecord(body) && body.type === beside) return [];
  const schema = routes[route]?.[String(status)];
  if (schema === undefined) return [`${route} does not answer ${status}`];
  const problems = valueProblems(schema, body, `${route} ${status}`);
  // A refusal's type belongs to one status.
  const refusal = status >= 400 && isRecord(body) ? branchOf(schema, body) : undefined;
  if (refusal !== undefined && 'status' in refusal && refusal.status !== status) {
    problems.push(`${route}: ${isRecord(body) ? body.type : ''} belongs to ${refusal.status}, and came with ${status}`);
  }
  return problems;
}

/** What is wrong with a request by PortOne's own description, one sentence each. */
export async function requestProblems(request: Request): Promise<string[]> {
  const { pathname, searchParams } = new URL(request.url);
  const { route } = matchRoute(request.method, pathname) ?? {};
  const described = requests[route ?? ''];
  if (route === undefined || described === undefined) return [`${request.method} ${pathname} is no route`];
  const asked = [...searchParams.keys()].filter((name) => !described.query.includes(name));
  const text = (await request.clone().text()) || searchParams.get('requestBody');
  const key = request.headers.get('idempotency-key');
  return [
    ...asked.map((name) => `${route}: ${name} in the query is not described`),
    ...(text && described.body === undefined ? [`${route} has no body`] : []),
    ...(described.body === undefined ? [] : valueProblems(described.body, JSON.parse(text || '{}'), route)),
    ...(key === null || /^"[\w-]{16,256}"$/.test(key) ? [] : [`${route}: its Idempotency-Key is ${key}`]),
  ];
}

function valueProblems(type: string, value: unknown, at: string): string[] {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((entry, index) => valueProblems(type.slice(0, -2), entry, `${at}[${index}]`));
  }
  switch (type) {
    case 'string':
      return typeof value === 'string' ? [] : [`${at} is no text: ${value}`];
    case 'object':
      return isRecord(value) ? [] : [`${at} is no object: ${value}`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is no boolean: ${value}`];
    case 'integer':
      return Number.isSafeInteger(value) ? [] : [`${at} is no whole number: ${value}`];
    case 'time':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
        ? []
        : [`${at} is no time: ${value}`];
    default:
      return schemaProblems(type, value, at);
  }
}

function schemaProblems(name: string, value: unknown, at: string): string[] {
  const schema = schemas[name];
  if (schema === undefined) return [`${at}: no schema ${name}`];
  if ('oneOf' in schema)
    return schema.oneOf.split('|').includes(String(value)) ? [] : [`${at} is no ${name}: ${value}`];
  if (!isRecord(value)) return [`${at} is no object`];
  if ('by' in schema) {
    const branch = schema.of[String(value[schema.by])];
    return branch === undefined ? [`${at}.${schema.by} is ${value[schema.by]}`] : schemaProblems(branch, value, at);
  }
  const known = new Map(Object.entries(schema.fields).map(([key, type]) => [key.replace('?', ''), type]));
  return [
    ...Object.keys(value)
      .filter((key) => !known.has(key))
      .map((key) => `${at}.${key} is not described`),
    ...Object.keys(schema.fields)
      .filter((key) => !key.endsWith('?') && value[key] === undefined)
      .map((key) => `${at}.${key} is missing`),
    ...[...known].flatMap(([key, type]) =>
      value[key] === undefined ? [] : valueProblems(type, value[key], `${at}.${key}`),
    ),
  ];
}

function branchOf(name: string, value: Record<string, unknown>): Schema | undefined {
  const schema = schemas[name];
  if (schema === undefined || !('by' in schema)) return schema;
  return schemas[schema.of[String(value[schema.by])] ?? ''];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every route, by method and path as the documents write them. The first match counts. */
const ROUTES = [
  'POST /users/getToken',
  'GET /subscribe/customers',
  'GET /subscribe/customers/{customer_uid}/payments',
  'GET /subscribe/customers/{customer_uid}/schedules',
  'GET /subscribe/customers/{customer_uid}',
  'POST /subscribe/customers/{customer_uid}',
  'DELETE /subscribe/customers/{customer_uid}',
  'POST /subscribe/payments/again',
  'POST /subscribe/payments/onetime',
  'GET /subscribe/payments/schedule',
  'POST /subscribe/payments/schedule',
  'GET /subscribe/payments/schedule/customers/{customer_uid}',
  'GET /subscribe/payments/schedule/{merchant_uid}',
  'PUT /subscribe/payments/schedule/{merchant_uid}',
  'POST /subscribe/payments/schedule/{merchant_uid}/reschedule',
  'POST /subscribe/payments/schedule/{merchant_uid}/retry',
  'POST /subscribe/payments/unschedule',
  'GET /payments/find/{merchant_uid}/{payment_status}',
  'GET /payments/find/{merchant_uid}',
  'GET /payments/findAll/{merchant_uid}/{payment_status}',
  'GET /payments/findAll/{merchant_uid}',
  'GET /payments/prepare/{merchant_uid}',
  'POST /payments/prepare',
  'PUT /payments/prepare',
  'POST /payments/cancel',
  'GET /payments',
  'GET /payments/{imp_uid}/balance',
  'GET /payments/{imp_uid}',
  'POST /_window/issued',
] as const;

/** A route's name, to name it in `failNext` and `countCalls`. */
export type RouteName = (typeof ROUTES)[number];

/** A route and the values of the braces in its path. */
export interface RouteMatch<Route extends string = RouteName> {
  route: Route;
  path: Readonly<Record<string, string>>;
}

/** Finds the route of a call; the first that fits counts. */
export function createMatcher<Route extends string>(
  routes: readonly Route[],
): (method: string, pathname: string) => RouteMatch<Route> | null {
  const table = routes.map((route) => {
    const [verb = '', pattern = ''] = route.split(' ');
    return { route, verb, pattern: split(pattern) };
  });
  return (method, pathname) => {
    const segments = split(pathname);
    for (const { route, verb, pattern } of table) {
      if (verb !== method || pattern.length !== segments.length) continue;
      const path: Record<string, string> = {};
      const fits = pattern.every((part, index) => {
        const segment = segments[index] ?? '';
        if (!part.startsWith('{')) return part === segment;
        path[part.slice(1, -1)] = segment;
        return true;
      });
      if (fits) return { route, path };
    }
    return null;
  };
}

export const matchRoute = createMatcher(ROUTES);

function split(pathname: string): string[] {
  return pathname.split('/').filter(Boolean).map(decode);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

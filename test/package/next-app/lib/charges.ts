interface Charge {
  readonly customer: string;
  readonly chargeMerchantUid: string;
  readonly amount: number;
}

// A page and a route are bundles of their own: a variable of this file would be one in each.
const server = globalThis as { charges?: Charge[] };

server.charges ??= [];

/** Stands for i'mport and a database: each call is a charge, so that a second one is seen. */
export const charges: Charge[] = server.charges;

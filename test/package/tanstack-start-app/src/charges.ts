interface Charge {
  readonly customer: string;
  readonly chargeMerchantUid: string;
  readonly amount: number;
}

/** Stands for i'mport and a database: each call is a charge, so that a second one is seen. */
export const charges: Charge[] = [];

import type { FaultHandle, FaultKind } from '../../../../src/testing/server/faults.js';

/** What stands in for i'mport or PortOne, as far as both do: it counts charges, and breaks what it is told to. */
export interface SimulatedServer {
  charges(): readonly unknown[];
  countCharges(): number;
  countCalls(route: string): number;
  failNext(fault: { route: string; kind: FaultKind; committed?: boolean }): FaultHandle;
  clearFaults(): void;
}

/** One generation of the SDK, as the tests need to know it: they are the same for each. */
export interface Generation {
  readonly api: 'v1' | 'v2';
  /** In front of the names of its tables. */
  readonly prefix: string;
  /** Who takes the money, in the tables' words. */
  readonly who: string;
  /** Addresses of the SDK's script, of the PG's page on a phone, and of the way back from it. */
  readonly script: RegExp;
  readonly pgPage: RegExp;
  readonly isReturn: RegExp;
  /** True where no document says whether a desktop is left for the PG's page: then the server is asked for a lost key there too. */
  readonly mayLeaveDesktop: boolean;
  /** Routes of the REST API. */
  readonly charge: string;
  readonly lookUp: string;
  readonly registration: string;
  /** The route that gives an access token, where the kit asks for one. */
  readonly token: string | undefined;
}

export const v1: Generation = {
  api: 'v1',
  prefix: '',
  who: 'i’mport',
  script: /fake-iamport\.js/,
  pgPage: /fake-payment-page\.html/,
  isReturn: /[?&]imp_uid=/,
  mayLeaveDesktop: false,
  charge: 'POST /subscribe/payments/again',
  lookUp: 'GET /payments/findAll/{merchant_uid}',
  registration: 'GET /payments/{imp_uid}',
  token: 'POST /users/getToken',
};

export const v2: Generation = {
  api: 'v2',
  prefix: 'V2, ',
  who: 'PortOne',
  script: /fake-portone\.js/,
  pgPage: /fake-portone-payment-page\.html/,
  isReturn: /[?&]billingKey=/,
  mayLeaveDesktop: true,
  charge: 'POST /payments/{paymentId}/billing-key',
  lookUp: 'GET /payments/{paymentId}',
  registration: 'GET /billing-keys/{billingKey}',
  token: undefined,
};

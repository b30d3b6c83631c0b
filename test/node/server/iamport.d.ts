/** The `iamport` package of npm, a client that others wrote, brings no types. This is what the tests call. */
declare module 'iamport' {
  type Call = (params: Readonly<Record<string, unknown>>) => Promise<unknown>;

  interface Resource {
    /** The address that the package writes into each resource. */
    _host: string;
  }

  export default class Iamport {
    constructor(options: { impKey: string; impSecret: string });
    readonly payment: Resource &
      Readonly<Record<'getByImpUid' | 'getByMerchant' | 'cancel' | 'prepare' | 'getPrepare', Call>>;
    readonly subscribe: Resource & Readonly<Record<'onetime' | 'again' | 'schedule' | 'unschedule', Call>>;
    readonly subscribe_customer: Resource & Readonly<Record<'get' | 'create' | 'delete', Call>>;
    readonly vbank: Resource & Readonly<Record<'create', Call>>;
  }
}

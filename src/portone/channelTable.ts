import type { ChannelRow, MethodRow } from './ChannelRow.js';

/** KG Inicis and Welcome share the window, and its rules. */
const inicisCard = {
  call: 'requestIssueBillingKey',
  requires: ['customer.fullName'],
  requiresOn: { desktop: ['customer.phoneNumber', 'customer.email'], phone: ['offerPeriod'] },
  limits: { issueId: { ascii: true } },
  offerPeriod: { intervals: ['1m', '1y'], range: 'whole' },
} as const satisfies MethodRow;

const inicisPhoneBill = {
  call: 'requestIssueBillingKeyAndPay',
  requires: ['customer.fullName', 'customer.phoneNumber', 'customer.email', 'productType'],
  requiresOn: { phone: ['offerPeriod'] },
  limits: { paymentId: { ascii: true } },
  currencies: ['KRW'],
  offerPeriod: { intervals: ['1m', '1y'], range: 'whole' },
} as const satisfies MethodRow;

const galaxiaCustomer = { customerId: { max: 20 } } as const;
const framed = { pc: 'IFRAME', mobile: 'REDIRECTION' } as const;

/**
 * Every channel that registers billing keys in a window of PortOne V2, by the lower-case name of its PG.
 *
 * Source of each row: the PG's page under `opi/ko/integration/pg/v2` of PortOne's documents. What no page says is absent, and
 * `unknown` is taken for both.
 */
export const channelTable = {
  inicis_v2: {
    pgProvider: 'INICIS_V2',
    methods: {
      CARD: { ...inicisCard, currencies: ['KRW', 'USD'], phoneCurrencies: ['KRW'] },
      MOBILE: inicisPhoneBill,
    },
    desktop: 'unknown',
    phone: 'unknown',
  },
  kcp_v2: {
    pgProvider: 'KCP_V2',
    methods: { CARD: { call: 'requestIssueBillingKey', offerPeriod: { range: 'none' } } },
    desktop: 'unknown',
    phone: 'unknown',
  },
  tosspayments: {
    pgProvider: 'TOSSPAYMENTS',
    methods: { CARD: { call: 'requestIssueBillingKey', limits: { paymentId: { max: 64 } }, currencies: ['KRW'] } },
    desktop: 'callback',
    phone: 'redirect',
    windows: framed,
  },
  smartro_v2: {
    pgProvider: 'SMARTRO_V2',
    methods: {
      CARD: {
        call: 'requestIssueBillingKey',
        requires: ['customerId'],
        limits: {
          issueId: { alphanumeric: true },
          // A longer one is cut off there, and paid under what is left of it.
          paymentId: { alphanumeric: true, max: 40 },
          customerId: { max: 20 },
        },
        currencies: ['KRW', 'USD'],
        offerPeriod: { range: 'whole' },
      },
    },
    desktop: 'unknown',
    phone: 'unknown',
  },
  nice_v2: {
    pgProvider: 'NICE_V2',
    methods: {
      EASY_PAY: {
        call: 'requestIssueBillingKey',
        requires: ['easyPay'],
        limits: { issueId: { alphanumeric: true, max: 40 } },
        currencies: ['KRW'],
      },
    },
    desktop: 'unknown',
    phone: 'unknown',
  },
  kpn: {
    pgProvider: 'KPN',
    methods: {
      CARD: {
        call: 'requestIssueBillingKey',
        requires: ['customerId', 'customer.fullName'],
        limits: { paymentId: { alphanumeric: true } },
        currencies: ['KRW'],
        offerPeriod: { intervals: [] },
      },
    },
    desktop: 'unknown',
    phone: 'unknown',
  },
  ksnet: {
    pgProvider: 'KSNET',
    methods: { CARD: { call: 'requestIssueBillingKey', currencies: ['KRW', 'USD'] } },
    desktop: 'callback',
    phone: 'redirect',
    windows: framed,
  },
  welcome: {
    pgProvider: 'WELCOME',
    methods: { CARD: { ...inicisCard, currencies: ['KRW'] }, MOBILE: inicisPhoneBill },
    desktop: 'unknown',
    phone: 'unknown',
  },
  galaxia: {
    pgProvider: 'GALAXIA',
    methods: {
      CARD: {
        call: 'requestIssueBillingKey',
        requires: ['customerId'],
        limits: galaxiaCustomer,
        currencies: ['KRW'],
      },
      MOBILE: {
        call: 'requestIssueBillingKeyAndPay',
        requires: ['customerId'],
        limits: { ...galaxiaCustomer, paymentId: { max: 64 } },
        currencies: ['KRW'],
      },
    },
    desktop: 'callback',
    phone: 'redirect',
  },
  kakaopay: {
    pgProvider: 'KAKAOPAY',
    methods: { EASY_PAY: { call: 'requestIssueBillingKey', currencies: ['KRW'] } },
    desktop: 'callback',
    phone: 'redirect',
    windows: framed,
  },
  naverpay: {
    pgProvider: 'NAVERPAY',
    methods: { EASY_PAY: { call: 'requestIssueBillingKey', currencies: ['KRW'] } },
    desktop: 'callback',
    phone: 'redirect',
    windows: { pc: 'POPUP', mobile: 'REDIRECTION' },
    popup: 'desktop',
  },
  tosspay_v2: {
    pgProvider: 'TOSSPAY_V2',
    methods: { EASY_PAY: { call: 'requestIssueBillingKey', requires: ['customerId'], settlesLater: true } },
    desktop: 'unknown',
    phone: 'redirect',
    popup: 'desktop',
  },
  paypal_v2: {
    pgProvider: 'PAYPAL_V2',
    methods: { PAYPAL: { call: 'loadIssueBillingKeyUI' } },
    desktop: 'callback',
    phone: 'callback',
    windows: { pc: 'UI', mobile: 'UI' },
    popup: 'always',
  },
  eximbay_v2: {
    pgProvider: 'EXIMBAY_V2',
    methods: {
      CARD: {
        call: 'requestIssueBillingKeyAndPay',
        requires: ['customer.fullName', 'customer.email'],
        settlesLater: true,
      },
    },
    desktop: 'unknown',
    phone: 'unknown',
  },
  payletter_global: {
    pgProvider: 'PAYLETTER_GLOBAL',
    methods: {
      CARD: {
        call: 'requestIssueBillingKeyAndPay',
        requires: ['customer.email'],
        limits: { paymentId: { alphanumeric: true } },
        currencies: ['KRW', 'USD', 'JPY'],
        settlesLater: true,
      },
    },
    desktop: 'unknown',
    phone: 'unknown',
  },
} as const satisfies Readonly<Record<string, ChannelRow>>;

/** A channel this package knows the rules of. */
export type ChannelCode = keyof typeof channelTable;

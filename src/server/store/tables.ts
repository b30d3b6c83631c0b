import type { Binding } from '../binding/Binding.js';
import type { Card } from '../card/Card.js';
import type { Charge, Try } from '../charge/Charge.js';
import type { Erasure } from '../customer/Erasure.js';
import type { StoredEvent } from '../event/StoredEvent.js';
import type { Consent } from '../order/Consent.js';
import type { Order } from '../order/Order.js';
import type { SubscriptionRow } from '../subscription/SubscriptionRow.js';

/** The kit's nouns, one table each. */
export interface Rows {
  orders: Order;
  consents: Consent;
  cards: Card;
  charges: Charge;
  tries: Try;
  subscriptions: SubscriptionRow;
  events: StoredEvent;
  erasures: Erasure;
  bindings: Binding;
}

/** What the tables of a store are called. */
export type TableName = keyof Rows;

/** `integer` holds milliseconds (8 bytes), `number` an amount that may have a fraction, `json` anything JSON can say. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'json';

/** What a store has to know about a table. */
export interface Table<Row> {
  /** The field that names a row. Text, at most 160 characters. */
  readonly key: keyof Row & string;
  readonly columns: { readonly [Field in keyof Row & string]: ColumnType };
  /** Fields of which no two rows may have the same value; null is no value. */
  readonly unique: readonly (keyof Row & string)[];
  /** What is asked for: equal values in these fields, the last one also by range and order. */
  readonly indexes: readonly (readonly (keyof Row & string)[])[];
}

/** Every table, with its columns and indexes: what a store of your own has to keep. */
export const tables: { readonly [T in TableName]: Table<Rows[T]> } = {
  orders: {
    key: 'merchantUid',
    columns: {
      merchantUid: 'text',
      version: 'integer',
      customerId: 'text',
      gateway: 'text',
      account: 'text',
      customerUid: 'text',
      chargeMerchantUid: 'text',
      purpose: 'text',
      status: 'text',
      planId: 'text',
      metadata: 'json',
      price: 'json',
      terms: 'json',
      subscriptionId: 'text',
      replacesCardId: 'text',
      impUid: 'text',
      createdAt: 'integer',
      expiresAt: 'integer',
      checkAt: 'integer',
    },
    unique: ['customerUid', 'chargeMerchantUid', 'impUid'],
    indexes: [['customerId', 'createdAt'], ['checkAt']],
  },
  consents: {
    key: 'consentId',
    columns: {
      consentId: 'text',
      version: 'integer',
      customerId: 'text',
      merchantUid: 'text',
      termId: 'text',
      termVersion: 'text',
      agreedAt: 'integer',
    },
    unique: [],
    indexes: [['merchantUid'], ['customerId', 'agreedAt']],
  },
  cards: {
    key: 'cardId',
    columns: {
      cardId: 'text',
      version: 'integer',
      customerId: 'text',
      gateway: 'text',
      account: 'text',
      billingKey: 'text',
      merchantUid: 'text',
      impUid: 'text',
      status: 'text',
      defaultOf: 'text',
      pg: 'text',
      payMethod: 'text',
      name: 'text',
      number: 'text',
      sandbox: 'boolean',
      createdAt: 'integer',
      revokedAt: 'integer',
      workAt: 'integer',
      failures: 'integer',
    },
    unique: ['billingKey', 'merchantUid', 'impUid', 'defaultOf'],
    indexes: [['customerId', 'createdAt'], ['workAt']],
  },
  charges: {
    key: 'chargeMerchantUid',
    columns: {
      chargeMerchantUid: 'text',
      version: 'integer',
      customerId: 'text',
      cardId: 'text',
      gateway: 'text',
      account: 'text',
      merchantUid: 'text',
      subscriptionId: 'text',
      period: 'integer',
      planId: 'text',
      name: 'text',
      amount: 'number',
      currency: 'text',
      taxFree: 'number',
      vat: 'number',
      status: 'text',
      chargedAtIssue: 'boolean',
      tries: 'integer',
      callEndsAt: 'integer',
      lookAt: 'integer',
      looks: 'integer',
      impUid: 'text',
      failCode: 'text',
      failReason: 'text',
      refundedAmount: 'number',
      cardName: 'text',
      cardNumber: 'text',
      receiptUrl: 'text',
      createdAt: 'integer',
      settledAt: 'integer',
    },
    unique: ['impUid', 'merchantUid'],
    indexes: [
      ['customerId', 'createdAt'],
      ['cardId', 'status', 'chargeMerchantUid'],
      ['subscriptionId', 'createdAt'],
      ['lookAt'],
    ],
  },
  tries: {
    key: 'tryId',
    columns: {
      tryId: 'text',
      version: 'integer',
      chargeMerchantUid: 'text',
      customerId: 'text',
      number: 'integer',
      cardId: 'text',
      status: 'text',
      impUid: 'text',
      failCode: 'text',
      failReason: 'text',
      startedAt: 'integer',
      callEndsAt: 'integer',
      endedAt: 'integer',
    },
    unique: ['impUid'],
    indexes: [
      ['chargeMerchantUid', 'number'],
      ['customerId', 'startedAt'],
    ],
  },
  subscriptions: {
    key: 'subscriptionId',
    columns: {
      subscriptionId: 'text',
      version: 'integer',
      customerId: 'text',
      slot: 'text',
      trialOf: 'text',
      cardId: 'text',
      planId: 'text',
      startedBy: 'text',
      status: 'text',
      wakeAt: 'integer',
      body: 'json',
      createdAt: 'integer',
    },
    unique: ['slot', 'trialOf'],
    indexes: [['customerId', 'createdAt'], ['cardId', 'createdAt'], ['planId', 'createdAt'], ['wakeAt']],
  },
  events: {
    key: 'eventId',
    columns: {
      eventId: 'text',
      version: 'integer',
      customerId: 'text',
      type: 'text',
      data: 'json',
      createdAt: 'integer',
      deliverAt: 'integer',
      deliveries: 'integer',
    },
    unique: [],
    indexes: [
      ['deliverAt', 'createdAt'],
      ['customerId', 'createdAt'],
    ],
  },
  erasures: {
    key: 'customerId',
    columns: {
      customerId: 'text',
      version: 'integer',
      status: 'text',
      requestedAt: 'integer',
      workAt: 'integer',
      doneAt: 'integer',
    },
    unique: [],
    indexes: [['workAt']],
  },
  bindings: {
    key: 'bindingId',
    columns: { bindingId: 'text', version: 'integer', account: 'text', deployment: 'text', boundAt: 'integer' },
    unique: [],
    indexes: [],
  },
};

import type { Order } from '../../../src/core/order.js';
import type { Generation } from './generations/Generation.js';

/** Who may sit at the browser. `null`: nobody is signed in. Undefined: the host names no customers. */
export type Customer = 'kim' | 'lee' | null | undefined;

export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
}

/** The first two differ in what the server prices by alone; the third in everything. */
export const plans: readonly [Plan, Plan, Plan] = [
  { id: 'basic', name: 'Monthly', amount: 9900 },
  { id: 'plus', name: 'Monthly', amount: 9900 },
  { id: 'premium', name: 'Premium', amount: 19_900 },
];

/**
 * How the host makes its order. `plain`: as it is. `numbered`: with an order number of its own for each charge. `volatile`: with a
 * time in its metadata, and a purchaseKey. `made`: by a function, as a server's.
 */
export type OrderStyle = 'plain' | 'numbered' | 'volatile' | 'made';

let serial = 0;

/** An order for a plan; every one is for a card of its own, where the host names its customers. */
export function orderFor(generation: Generation, plan: Plan, style: OrderStyle, customer: Customer): Order {
  serial += 1;
  const order = {
    name: plan.name,
    amount: plan.amount,
    metadata: { planId: plan.id, ...(style === 'volatile' && { at: serial }) },
  };
  // Where the host names no customers, a card tells that it is the same person.
  const card = customer === undefined ? `card-${plan.id}` : `${customer}-card-${serial}`;
  return generation.orderOf(order, card, style === 'numbered' ? `number-${serial}` : undefined);
}

/** What the host says that a purchase is; undefined where the order itself does. */
export function purchaseKeyFor(plan: Plan, style: OrderStyle): string[] | undefined {
  return style === 'volatile' || style === 'made' ? [plan.id] : undefined;
}

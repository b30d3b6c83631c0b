import type { BillingClient } from '../BillingClient.js';
import { watchOwners } from '../devWarnings/watchOwners.js';
import type { PlaceOptions, PlaceOwner } from './Place.js';

/** True for a component of a customer who is not the one at the page any more: it is about to go, and what it shows is seen by nobody. */
export function isOfAnother(
  client: Pick<BillingClient, 'customerId'>,
  { customer }: Pick<PlaceOwner<unknown>, 'customer'>,
): boolean {
  return customer !== undefined && customer.id !== client.customerId;
}

/** The components that show one place, or the page itself where none ever did. */
export interface PlaceOwners<TData> {
  /** The one that came last. */
  current(): PlaceOwner<TData>;
  has(owner: PlaceOwner<TData>): boolean;
  /** False once every component that has shown the place is gone: nobody can see how an attempt ends. */
  isShown(): boolean;
  /** The result takes it back. */
  add(owner: PlaceOwner<TData>): () => void;
  /** The options of a place without a component. */
  setOptions(options: PlaceOptions<TData>): void;
}

export function createPlaceOwners<TData>(options: PlaceOptions<TData>): PlaceOwners<TData> {
  const page: PlaceOwner<TData> = { options };
  const owners = new Set<PlaceOwner<TData>>();
  let wasMounted = false;
  return {
    current: () => [...owners].at(-1) ?? page,
    has: (owner) => owners.has(owner),
    isShown: () => owners.size > 0 || !wasMounted,
    add(owner) {
      owners.add(owner);
      if (process.env.NODE_ENV !== 'production') watchOwners(owners, owner);
      wasMounted = true;
      return () => owners.delete(owner);
    },
    setOptions(next) {
      page.options = next;
    },
  };
}

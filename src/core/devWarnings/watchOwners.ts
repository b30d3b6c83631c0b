import type { PlaceOwner } from '../attempt/Place.js';
import { pageNotes } from './pageNotes.js';

/**
 * Tells, once a page, of an `id` that two mounted components hold at the same time. A component that takes over from another one
 * shares its id with it for less than a task, which is waited for.
 */
export function watchOwners<TData>(owners: ReadonlySet<PlaceOwner<TData>>, owner: PlaceOwner<TData>): void {
  if (owners.size < 2) return;
  setTimeout(() => {
    const { said } = pageNotes();
    const { id } = owner.options;
    if (owners.size < 2 || !owners.has(owner) || said.has(`id/${id}`)) return;
    said.add(`id/${id}`);
    console.error(
      `Two mounted hooks or buttons have the id "${id}". Each runs its own charge, and both show the attempt of whichever was ` +
        'clicked last, so that a customer reads about another purchase than the one in front of them. Give each an id of its own.',
    );
  });
}

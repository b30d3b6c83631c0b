import { useState } from 'react';
import { createUid } from 'react-billing-key';

const STORAGE_KEY = 'modu-subscription';

interface Stored {
  browserId: string;
  /** Cards that were registered here. */
  cards: number;
}

export interface Cards {
  /** The name for the card to come. */
  next: string;
  /** The names used so far, newest first. */
  registered: string[];
  /** The card to come has become one that is registered. */
  add(customerUid: string): void;
}

/**
 * Names for the cards of this browser: a random id, and a number for each card. A `customerUid` stands for one card, so that
 * a second card needs a second one. Where people sign in, it is made of the account's id on your server instead, never of a
 * phone number or an e-mail address.
 */
export function useCards(): Cards {
  const [stored, setStored] = useState(read);
  const name = (card: number) => `${stored.browserId}_card${card}`;
  return {
    next: name(stored.cards + 1),
    registered: Array.from({ length: stored.cards }, (_, index) => name(stored.cards - index)),
    add(customerUid) {
      const card = Number(/_card(\d+)$/.exec(customerUid)?.[1] ?? 0);
      // What another tab has added since counts as well.
      const latest = read();
      const cards = Math.max(card, latest.cards);
      write({ ...latest, cards });
      setStored({ ...latest, cards });
    },
  };
}

function read(): Stored {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as Partial<Stored> | null;
    if (typeof stored?.browserId === 'string' && Number.isInteger(stored.cards)) return stored as Stored;
  } catch {
    // Blocked storage, or somebody else's text in it: this visit gets a name of its own.
  }
  const fresh = { browserId: createUid('web'), cards: 0 };
  write(fresh);
  return fresh;
}

function write(stored: Stored): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(stored));
  } catch {
    // The page works without; only the list of past charges is gone with the tab.
  }
}

import { pageNotes } from './pageNotes.js';
import { warnOnce } from './warnOnce.js';

const fix =
  'Put one <BillingProvider> around everything that registers cards, and give what differs to the hooks and buttons inside it.';

/** Tells of a second provider on the page. The result takes this one's count back. */
export function watchProviders(isNested: boolean): () => void {
  if (isNested) {
    warnOnce(
      'providers/nested',
      'A <BillingProvider> stands inside of another one.',
      'What is inside knows nothing of the outer one: not its customerId, its charge, its language, nor the attempts that it works on.',
      fix,
    );
    return () => {};
  }
  const notes = pageNotes();
  notes.providers += 1;
  if (notes.providers > 1) {
    warnOnce(
      'providers/double',
      'Two <BillingProvider>s are on this page at the same time.',
      "Each reads the way back from the PG's page and keeps attempts of its own: a customer may be shown one under the other's button.",
      fix,
    );
  }
  return () => {
    notes.providers -= 1;
  };
}

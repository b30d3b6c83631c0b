import { expect, userEvent, waitFor, within } from 'storybook/test';
import preview from '../../.storybook/preview.js';
import { CardManager, SavedCards } from '../../src/index.js';
import { MyCards } from '../patterns/MyCards.js';

interface Played {
  readonly canvasElement: HTMLElement;
}

const meta = preview.meta({
  title: 'Parts/SavedCards',
  component: CardManager,
  subcomponents: { Root: SavedCards.Root, List: SavedCards.List, Item: SavedCards.Item },
  parameters: { kit: true, environment: { ui: false, window: 'issued' }, controls: { disable: true } },
  globals: { outcome: 'issued' },
  render: () => <MyCards />,
});

const items = (canvasElement: HTMLElement) => within(canvasElement).findAllByRole('listitem', {}, { timeout: 15_000 });
const noFocusLost = () => expect(document.activeElement).not.toBe(document.body);

/** The last button of an item removes its card. */
async function ask({ canvasElement }: Played, item: number): Promise<HTMLElement> {
  const card = (await items(canvasElement))[item] as HTMLElement;
  await userEvent.click(within(card).getAllByRole('button').at(-1) as HTMLElement);
  return within(canvasElement).findByRole('group');
}

export const TwoCards = meta.story({
  parameters: { customer: 'twoCards' },
  play: async ({ canvasElement }) => expect(await items(canvasElement)).toHaveLength(2),
});
/** PG-managed wallets are shown as what they are. */
export const Wallets = meta.story({
  parameters: { customer: 'wallets' },
  play: async ({ canvasElement }) => expect(await items(canvasElement)).toHaveLength(3),
});
export const Empty = meta.story({
  parameters: { customer: 'noCard' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('.rbk-empty')).not.toBeNull());
  },
});
export const Loading = meta.story({
  parameters: { customer: 'loading' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-status=loading]')).not.toBeNull());
  },
});
export const Failed = meta.story({
  parameters: { customer: 'failing' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-status=failed]')).not.toBeNull());
  },
});
/** Removing asks first. */
export const Asked = meta.story({
  parameters: { customer: 'twoCards' },
  play: async (context) => {
    await expect(await ask(context, 0)).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await noFocusLost();
    await ask(context, 0);
  },
});
/** A card in use is not removed: another card has to be chosen first. */
export const InUse = meta.story({
  parameters: { customer: 'twoCards' },
  play: async (context) => {
    const group = await ask(context, 1);
    await expect(within(group).getAllByRole('button')).toHaveLength(2);
  },
});
export const Removed = meta.story({
  parameters: { customer: 'twoCards' },
  play: async (context) => {
    const group = await ask(context, 0);
    await userEvent.click(within(group).getAllByRole('button')[1] as HTMLElement);
    await waitFor(async () => expect(await items(context.canvasElement)).toHaveLength(1));
    await noFocusLost();
  },
});
export const Registered = meta.story({
  parameters: { customer: 'noCard' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('.rbk-empty')).not.toBeNull());
    await userEvent.click(canvasElement.querySelector('.rbk-trigger') as HTMLElement);
    await expect(await items(canvasElement)).toHaveLength(1);
  },
});

import { expect, userEvent, waitFor, within } from 'storybook/test';
import preview from '../../.storybook/preview.js';
import { PastDueBanner } from '../../examples/blocks/past-due-banner.js';
import { PastDue } from '../../src/index.js';

const meta = preview.meta({
  title: 'Parts/PastDue',
  component: PastDue.Root,
  parameters: { kit: true, environment: { ui: false, window: 'issued' }, controls: { disable: true } },
  globals: { outcome: 'issued' },
  render: () => <PastDueBanner />,
});

const banner = (canvasElement: HTMLElement) => within(canvasElement).findByRole('region', {}, { timeout: 15_000 });

export const Due = meta.story({
  parameters: { customer: 'pastDue' },
  play: async ({ canvasElement }) => expect(await banner(canvasElement)).toHaveAttribute('data-status', 'due'),
});
/** A card that can't pay any more is offered no second try. */
export const LostCard = meta.story({
  parameters: { customer: 'lostCard' },
  play: async ({ canvasElement }) => {
    await banner(canvasElement);
    await expect(canvasElement.querySelector('.rbk-pay')).toBeNull();
  },
});
export const Paid = meta.story({
  parameters: { customer: 'pastDue' },
  play: async ({ canvasElement }) => {
    const region = await banner(canvasElement);
    await userEvent.click(within(region).getAllByRole('button')[0] as HTMLElement);
    await waitFor(() => expect(region).toHaveAttribute('data-status', 'paid'), { timeout: 15_000 });
    await expect(document.activeElement).not.toBe(document.body);
  },
});
/** A new card takes the place of the one that was declined, and pays. */
export const PaidWithANewCard = meta.story({
  parameters: { customer: 'lostCard' },
  play: async ({ canvasElement }) => {
    const region = await banner(canvasElement);
    await userEvent.click(within(region).getAllByRole('button').at(-1) as HTMLElement);
    await waitFor(() => expect(region).toHaveAttribute('data-status', 'paid'), { timeout: 15_000 });
  },
});

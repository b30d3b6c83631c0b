import { expect, userEvent, waitFor, within } from 'storybook/test';
import { recordAnnouncements } from '../../.storybook/environment/recordAnnouncements.js';
import preview from '../../.storybook/preview.js';
import { Subscription } from '../../src/index.js';
import { MySubscription } from '../patterns/MySubscription.js';

interface Played {
  readonly canvasElement: HTMLElement;
}

const meta = preview.meta({
  title: 'Parts/Subscription',
  component: Subscription.Root,
  parameters: { kit: true, environment: { ui: false, window: 'issued' }, controls: { disable: true } },
  globals: { outcome: 'issued' },
  render: () => <MySubscription />,
});

const shows = (customer: string, status: string) => ({
  parameters: { customer },
  play: async ({ canvasElement }: Played) => {
    await waitFor(
      () => expect(canvasElement.querySelector(`.rbk-subscription[data-status=${status}]`)).not.toBeNull(),
      {
        timeout: 15_000,
      },
    );
  },
});

export const Active = meta.story(shows('twoCards', 'active'));
export const Trial = meta.story(shows('trial', 'trialing'));
export const PastDue = meta.story(shows('pastDue', 'past_due'));
export const Ending = meta.story(shows('ending', 'ending'));
export const None = meta.story(shows('noCard', 'none'));
export const Loading = meta.story(shows('loading', 'loading'));
export const Failed = meta.story(shows('failing', 'failed'));
/** Consent is asked for within 30 days before the amount rises. */
export const ConsentDue = meta.story({
  parameters: { customer: 'consentDue' },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('group', {}, { timeout: 15_000 });
  },
});
/** Cancelling asks first, and says what stays usable until when; it is announced once. */
export const Cancelled = meta.story({
  parameters: { customer: 'twoCards' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const said = recordAnnouncements(canvasElement);
    await userEvent.click(await canvas.findByRole('button', {}, { timeout: 15_000 }));
    const group = await canvas.findByRole('group');
    await userEvent.click(within(group).getAllByRole('button')[1] as HTMLElement);
    await waitFor(() => expect(canvasElement.querySelector('[data-status=ending]')).not.toBeNull());
    await waitFor(() => expect(said).toHaveLength(1));
    await expect(document.activeElement).not.toBe(document.body);
  },
});

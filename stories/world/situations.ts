import { expect, userEvent, waitFor } from 'storybook/test';
import type { BillingStatus } from '../../src/index.js';
import { pgMessage, type World } from './outcomes.js';

/** Something that a customer can be in: a status, told apart further where it looks different. */
export interface Situation {
  readonly status: BillingStatus;
  readonly world: World;
  readonly device?: 'phone';
  /** The error's code. */
  readonly error?: string;
}

const unseen = { ui: false } as const;

export const situations = {
  idle: { status: 'idle', world: unseen },
  loading: { status: 'loading', world: { ...unseen, sdk: 'never' } },
  window: { status: 'window', world: unseen },
  redirecting: { status: 'redirecting', world: { ...unseen, window: 'redirect', leaves: false }, device: 'phone' },
  charging: { status: 'charging', world: { ...unseen, window: 'issued', charge: 'never' } },
  paused: { status: 'charging', world: { ...unseen, window: 'issued', offline: true } },
  succeeded: { status: 'succeeded', world: { ...unseen, window: 'issued' } },
  cancelled: { status: 'cancelled', world: { ...unseen, window: 'cancelled' } },
  failed: {
    status: 'failed',
    world: { ...unseen, window: { type: 'refused', errorMsg: pgMessage } },
    error: 'refused',
  },
  chargeFailed: {
    status: 'failed',
    world: { ...unseen, window: 'issued', charge: 'declined' },
    error: 'charge_failed',
  },
  needsClick: { status: 'failed', world: { ...unseen, sdk: 'late' }, error: 'needs_click' },
} as const satisfies Record<string, Situation>;

export type SituationName = keyof typeof situations;

/** Parameters, globals and play function of a story that shows a situation. */
export function inSituation(name: SituationName, locale: 'ko' | 'en' = 'ko') {
  const situation: Situation = situations[name];
  return {
    parameters: { world: situation.world, situation: name },
    globals: { locale, device: situation.device ?? 'desktop' },
    play: async ({ canvasElement }: { canvasElement: HTMLElement }) => {
      const trigger = canvasElement.querySelector<HTMLElement>('[data-rbk=trigger]');
      if (!trigger) throw new Error('The story has no trigger.');
      if (name !== 'idle') await userEvent.click(trigger);
      await waitFor(() => expect(trigger).toHaveAttribute('data-status', situation.status), { timeout: 5000 });
      if (name === 'paused') await waitFor(() => expect(trigger).toHaveTextContent(/인터넷|connection/));
      if (situation.error) await expect(trigger).toHaveAttribute('data-error', situation.error);
    },
  };
}

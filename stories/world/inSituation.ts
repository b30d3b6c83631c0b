import { expect, userEvent, waitFor } from 'storybook/test';
import { type Situation, type SituationName, situations } from './situations.js';

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

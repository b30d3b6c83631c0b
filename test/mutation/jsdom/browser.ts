import { userEvent as user } from '@testing-library/user-event';
import { type Locator, locate } from './locator.js';

/** `vitest/browser`, on a simulated page. */
export const page = locate(() => [document.body]);

export const userEvent = {
  click: (target: Element | Locator) => ('element' in target ? target.click() : user.click(target)),
  keyboard: user.keyboard,
  tab: user.tab,
};

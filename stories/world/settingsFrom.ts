import { type OutcomeName, outcomes, type World } from './outcomes.js';
import type { WorldSettings } from './startWorld.js';

interface Context {
  readonly globals: Record<string, unknown>;
  readonly parameters: Record<string, unknown>;
}

/** What the toolbar and the story ask of the world; the story has the last word. */
export function settingsFrom({ globals, parameters }: Context): WorldSettings & { keepsAttempts: boolean } {
  const outcome: World = outcomes[globals.outcome as OutcomeName]?.world ?? {};
  const own = parameters.world as World | undefined;
  const device = globals.device === 'phone' ? 'phone' : 'desktop';
  const isReturn = /[?&](imp_uid|imp_success|success)=/.test(location.search);
  return {
    ...outcome,
    ...own,
    device,
    isSlow: globals.network === 'slow',
    language: globals.locale === 'en' ? 'en' : 'ko',
    keepsAttempts: (globals.outcome === 'redirect' || device === 'phone' || isReturn) && !own,
  };
}

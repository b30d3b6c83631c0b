import type { Decorator } from '@storybook/react-vite';
import { addons } from 'storybook/preview-api';
import { eventChannel } from './eventChannel.js';
import { StoryProviders } from './StoryProviders.js';
import { settingsFrom } from './settingsFrom.js';
import { world } from './startWorld.js';

/** Every story stands in a small app of its own, in the language and on the paper of the toolbar. */
export const withWorld: Decorator = (Story, context) => {
  const { locale, theme, device } = context.globals;
  const { sdk, keepsAttempts, offline = false } = settingsFrom(context);
  return (
    <div className="story" data-theme={theme} data-device={device} lang={locale} key={JSON.stringify(context.globals)}>
      <StoryProviders
        locale={locale}
        started={world()}
        keepsAttempts={keepsAttempts}
        isOffline={offline}
        preload={sdk === 'never' || sdk === 'late' ? 'manual' : 'mount'}
        onEvent={(event) => addons.getChannel().emit(eventChannel, event)}
      >
        <Story />
      </StoryProviders>
    </div>
  );
};

import addonA11y from '@storybook/addon-a11y';
import addonDocs from '@storybook/addon-docs';
import { definePreview } from '@storybook/react-vite';
import { setupWorker } from 'msw/browser';
import addonMsw from 'msw-storybook-addon';
import '../src/styles.css';
import { chargeEndpoint } from '../stories/world/chargeEndpoint.js';
import { outcomes } from '../stories/world/outcomes.js';
import '../stories/world/preview.css';
import { settingsFrom } from '../stories/world/settingsFrom.js';
import { startWorld } from '../stories/world/startWorld.js';
import { withWorld } from '../stories/world/withWorld.js';

/** A toolbar menu. */
function menu(
  title: string,
  icon: 'play' | 'globe' | 'mirror' | 'mobile' | 'timer',
  items: Readonly<Record<string, string>>,
) {
  return {
    description: title,
    toolbar: {
      title,
      icon,
      dynamicTitle: true,
      items: Object.entries(items).map(([value, text]) => ({ value, title: text })),
    },
  };
}

export default definePreview({
  addons: [
    addonA11y(),
    addonDocs(),
    addonMsw(async () => {
      const worker = setupWorker();
      await worker.start({
        quiet: true,
        onUnhandledRequest: 'bypass',
        // The static site may lie in a folder.
        serviceWorker: { url: `${import.meta.env.BASE_URL}mockServiceWorker.js` },
      });
      return worker;
    }),
  ],
  globalTypes: {
    outcome: menu(
      'Outcome',
      'play',
      Object.fromEntries(Object.entries(outcomes).map(([name, { title }]) => [name, title])),
    ),
    locale: menu('Language', 'globe', {
      ko: '한국어 (Korean)',
      en: 'English',
      ja: '日本語 (Japanese)',
      zh: '中文 (Chinese)',
    }),
    theme: menu('Theme', 'mirror', { light: 'Light', dark: 'Dark' }),
    device: menu('Device', 'mobile', { desktop: 'Desktop', phone: 'Phone' }),
    network: menu('Network', 'timer', { fast: 'Fast network', slow: 'Slow network' }),
  },
  initialGlobals: { outcome: 'byHand', locale: 'ko', theme: 'light', device: 'desktop', network: 'fast' },
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { disable: true },
    // Attempts are one at a time on a page, so that every story of a docs page has a page of its own.
    docs: { story: { inline: false, height: '260px' } },
    options: {
      storySort: {
        order: [
          'Start here',
          'States',
          'SubscribeCardButton',
          'Checkouts',
          'Parts',
          'Theming',
          'Accessibility',
          'Copy and tone',
          'Checklist before going live',
        ],
      },
    },
  },
  decorators: [withWorld],
  beforeEach(context) {
    const settings = settingsFrom(context);
    document.documentElement.dataset.theme = context.globals.theme;
    document.documentElement.lang = context.globals.locale;
    context.msw.use(...chargeEndpoint(settings.charge ?? 'ok', settings.isSlow));
    const started = startWorld(settings);
    return () => {
      started.stop();
      delete document.documentElement.dataset.story;
    };
  },
  // For the screenshots: the play function has brought the story to where it is to be seen.
  afterEach() {
    document.documentElement.dataset.story = 'played';
  },
});

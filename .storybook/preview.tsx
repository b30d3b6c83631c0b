import addonA11y from '@storybook/addon-a11y';
import addonDocs from '@storybook/addon-docs';
import { definePreview } from '@storybook/react-vite';
import { setupWorker } from 'msw/browser';
import addonMsw from 'msw-storybook-addon';
import '../src/styles.css';
import { backend } from './environment/backend.js';
import { type CustomerName, customers, startKit } from './environment/kit.js';
import { pasteable } from './environment/pasteable.js';
import { outcomes } from './environment/StoryEnvironment.js';
import './environment/preview.css';
import { isHeld, settingsFrom, startEnvironment } from './environment/startEnvironment.js';
import { withEnvironment } from './environment/withEnvironment.js';

/** A toolbar menu. */
function menu(
  title: string,
  icon: 'beaker' | 'play' | 'globe' | 'mirror' | 'mobile' | 'timer' | 'user' | 'zoom' | 'sync',
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
    api: menu('API', 'beaker', { v1: 'PortOne V1 (i’mport)', v2: 'PortOne V2, in Patterns/One button' }),
    device: menu('Device', 'mobile', { desktop: 'Desktop', phone: 'Phone' }),
    customer: menu('Customer', 'user', customers),
    text: menu('Text size', 'zoom', { normal: 'Text 100 %', double: 'Text 200 %' }),
    strict: menu('Strict mode', 'sync', { off: 'Not strict', on: 'Strict: effects run twice' }),
    network: menu('Network', 'timer', { fast: 'Fast network', slow: 'Slow network' }),
  },
  initialGlobals: {
    api: 'v1',
    outcome: 'byHand',
    locale: 'ko',
    theme: 'light',
    device: 'desktop',
    customer: 'twoCards',
    text: 'normal',
    strict: 'off',
    network: 'fast',
  },
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { sort: 'requiredFirst', expanded: true },
    docs: { source: { transform: pasteable, language: 'tsx' } },
    options: {
      storySort: {
        order: [
          'Start here',
          'SubscribeCardButton',
          'Patterns',
          'Parts',
          'States',
          'Tokens',
          'Accessibility',
          'Copy and tone',
        ],
      },
    },
  },
  decorators: [withEnvironment],
  async beforeEach(context) {
    document.documentElement.dataset.theme = context.globals.theme;
    document.documentElement.lang = context.globals.locale;
    document.documentElement.style.fontSize = context.globals.text === 'double' ? '200%' : '';
    const unmark = () => void delete document.documentElement.dataset.story;
    if (isHeld(context)) return unmark;
    const settings = settingsFrom(context);
    context.msw.use(...backend(settings.charge ?? 'ok', settings.isSlow));
    // A story of the kit has a customer: the story's own, or the toolbar's.
    if (context.parameters.kit) {
      const { customer = context.globals.customer } = context.parameters;
      context.msw.use(...(await startKit(customer as CustomerName)));
    }
    const started = startEnvironment(settings);
    return () => {
      started.stop();
      unmark();
    };
  },
  // For the screenshots: the play function has brought the story to where it is to be seen.
  afterEach() {
    document.documentElement.dataset.story = 'played';
  },
});

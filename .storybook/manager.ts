import { createElement } from 'react';
import { addons, types } from 'storybook/manager-api';
import { create } from 'storybook/theming';
import { EventsPanel } from './EventsPanel.js';

/** A card with a key on it, and the name beside it. */
const brand = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="32" viewBox="0 0 200 32">
  <rect x="1" y="5" width="32" height="22" rx="4" fill="#1f5fe0"/>
  <circle cx="12" cy="18" r="3.5" fill="none" stroke="#fff" stroke-width="2"/>
  <path d="M15.5 18H27v3M23 18v2.5" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>
  <text x="42" y="21" font-family="system-ui, sans-serif" font-size="15" font-weight="700" fill="#191f28">react-billing-key</text>
</svg>`;

addons.setConfig({
  theme: create({
    base: 'light',
    brandTitle: 'react-billing-key',
    brandUrl: './?path=/docs/start-here--docs',
    brandTarget: '_self',
    brandImage: `data:image/svg+xml,${encodeURIComponent(brand)}`,
    colorPrimary: '#1f5fe0',
    colorSecondary: '#1f5fe0',
  }),
});

addons.register('react-billing-key', () => {
  addons.add('react-billing-key/events', {
    type: types.PANEL,
    title: 'Attempt',
    render: ({ active }) => createElement(EventsPanel, { isActive: active ?? false }),
  });
});

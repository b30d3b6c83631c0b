import { createElement } from 'react';
import { addons, types } from 'storybook/manager-api';
import { EventsPanel } from './EventsPanel.js';

addons.register('react-billing-key', () => {
  addons.add('react-billing-key/events', {
    type: types.PANEL,
    title: 'Attempt',
    render: ({ active }) => createElement(EventsPanel, { isActive: active ?? false }),
  });
});

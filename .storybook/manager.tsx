import { addons, types } from 'storybook/manager-api';
import { EventsPanel } from './EventsPanel.js';

addons.setConfig({ panelPosition: 'bottom' });

addons.register('react-billing-key', () => {
  addons.add('react-billing-key/events', {
    type: types.PANEL,
    title: 'Attempt',
    render: ({ active }) => <EventsPanel isActive={active ?? false} />,
  });
});

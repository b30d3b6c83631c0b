/** The name under which the attempt's events go from the story to the panel. */
export const eventChannel = 'react-billing-key/event';

import preview from '../../.storybook/preview.js';
import { ThemeEditor } from './ThemeEditor.js';

const meta = preview.meta({ title: 'Theming/Editor' });

/** Change a property, press the button under an outcome of your choice, and take the result with you. */
export const Editor = meta.story({ render: () => <ThemeEditor /> });

import { fileURLToPath } from 'node:url';
import { defineMain } from '@storybook/react-vite/node';
import { mergeConfig } from 'vite';

const entry = (file: string) => fileURLToPath(new URL(`../src/${file}`, import.meta.url));

export default defineMain({
  framework: {
    name: '@storybook/react-vite',
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  typescript: {
    reactDocgen: 'react-docgen-typescript',
    reactDocgenTypescriptOptions: {
      tsconfigPath: 'tsconfig.json',
      include: ['src/components/**/*.tsx', 'src/v1/*.tsx', 'src/v1/*.ts'],
      // What a host writes is `BillingKey.Trigger`: the parts have their names.
      setDisplayName: false,
      shouldExtractLiteralValuesFromEnum: true,
      shouldRemoveUndefinedFromOptional: true,
      propFilter: ({ parent, declarations }) =>
        ![parent, ...(declarations ?? [])].some((place) => place?.fileName.includes('node_modules')),
    },
  },
  // The patterns import the package by its name, as they are pasted. The tests of the stories read this, and no Vite config.
  viteFinal: (config) =>
    mergeConfig(config, {
      resolve: { alias: { 'react-billing-key/v2': entry('v2.ts'), 'react-billing-key': entry('index.ts') } },
    }),
  features: { sidebarOnboardingChecklist: false },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
});

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** The library's source in an app with dialogs of other people's, and one React for both. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: {
    alias: [
      { find: 'react-billing-key/testing', replacement: source('testing/index.ts') },
      { find: 'react-billing-key/styles.css', replacement: source('styles.css') },
      { find: 'react-billing-key', replacement: source('index.ts') },
    ],
    dedupe: ['react', 'react-dom', '@tanstack/react-query'],
  },
  server: { fs: { allow: ['../..'] } },
});

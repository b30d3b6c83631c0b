import { tanstackStart } from '@tanstack/react-start/plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tanstackStart(), react()],
  // What the development server finds only when a page asks for it reloads that page.
  optimizeDeps: { entries: ['src/**/*.tsx'] },
});

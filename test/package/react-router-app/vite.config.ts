import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [reactRouter()],
  // What the development server finds only when a page asks for it reloads that page.
  optimizeDeps: { entries: ['app/**/*.tsx'] },
});

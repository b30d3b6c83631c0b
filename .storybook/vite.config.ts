import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Apart from the package's own build, whose settings have no business here. */
export default defineConfig({ plugins: [react()] });

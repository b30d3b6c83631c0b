import { existsSync, readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** A language has an entry of its own, so that a page loads the one it shows. */
const languages = ['en', 'ja', 'zh'].filter((name) =>
  existsSync(new URL(`src/core/messages/${name}.ts`, import.meta.url)),
);

/** The stylesheet goes out as it is written. TypeScript 6 wants types for its import, and not every app has a bundler's. */
const stylesheet: Plugin = {
  name: 'stylesheet',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'styles.css', source: readFileSync('src/styles.css', 'utf8') });
    this.emitFile({ type: 'asset', fileName: 'styles.css.d.ts', source: 'export {};\n' });
  },
};

/** The package: ES modules that keep the shape of `src`, so that a page bundles only what it imports. */
export default defineConfig({
  plugins: [react(), stylesheet],
  build: {
    copyPublicDir: false,
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    lib: {
      entry: {
        index: 'src/index.ts',
        v2: 'src/v2.ts',
        'core/index': 'src/core/index.ts',
        'iamport/index': 'src/iamport/index.ts',
        'iamport-global': 'src/iamport-global.ts',
        'server/index': 'src/server/index.ts',
        'testing/index': 'src/testing/index.ts',
        'testing/server/index': 'src/testing/server/index.ts',
        ...Object.fromEntries(languages.map((name) => [`core/messages/${name}`, `src/core/messages/${name}.ts`])),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack\/react-query/, /^node:/, 'pg', '@libsql/client'],
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
});

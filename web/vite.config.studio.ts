import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';

/**
 * The data browser, a document of its own: Prisma Studio weighs ten times what the application does, and may write styles
 * into its page, which no other may. After `vite.config.ts`, which empties the folder.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/studio/',
  publicDir: false,
  // Vite would put an empty object in its place, and Studio would ask its makers for news: see `modules/studio/quiet.ts`.
  define: { [['globalThis', 'process', 'env'].join('.')]: JSON.stringify({ CHECKPOINT_DISABLE: '1' }) },
  plugins: [react(), tailwindcss(), precompress()],
  build: {
    outDir: 'dist/studio',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 8_000,
    rolldownOptions: { input: 'studio.html', checks: { pluginTimings: false } },
  },
});

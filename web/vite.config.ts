import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoad } from './build/first-load.ts';
import { precompress } from './build/precompress.ts';
import { preloadFonts } from './build/preload-fonts.ts';

const api = `http://127.0.0.1:${process.env.PORT ?? '3001'}`;

const inWeb = (path: string) => join(import.meta.dirname, path);

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [
    react(),
    tailwindcss(),
    preloadFonts(['inter-latin-wght-normal', 'literata-latin-wght-normal']),
    precompress(),
  ],
  // React has had this hook since 18: what stands in for it is not needed.
  resolve: { alias: [{ find: /^use-sync-external-store\/shim/, replacement: 'use-sync-external-store' }] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    manifest: true,
    assetsInlineLimit: 0,
    // Every browser of `target` has it.
    modulePreload: { polyfill: false },
    // What weighs passwords is that long, and fetched when one is chosen.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What pages share is called by what is in it: the bundler's name is one part's of many, and the first load lists it.
        chunkFileNames: ({ isDynamicEntry, name }) =>
          isDynamicEntry || name === 'first' || name === 'lists' ? 'assets/[name]-[hash].js' : 'assets/[hash].js',
        codeSplitting: {
          groups: [{ debugName: 'first load', name: firstLoad(inWeb) }],
        },
      },
    },
  },
  // Not the data browser, which is built apart.
  optimizeDeps: { entries: ['index.html'] },
  server: {
    host: '127.0.0.1',
    fs: { allow: ['..'] },
    // `web/api/` holds sources, which Vite serves under the same path.
    proxy: {
      '^/(app/admin/studio|studio)(/|$)': api,
      '^/api/(?!.*\\.ts(\\?|$))': api,
      '/ws': { target: api, ws: true },
    },
  },
});

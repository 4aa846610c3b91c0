// Puts the server and its libraries into a few files: what waits then takes some 15 MiB less, and starts in half the
// time. Run by build-server.mjs, under Node 26:   node bin/bundle-server.mjs FOLDER
import { dirname, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './say.mjs';

/** What has programs of its own, or files beside it, and what is loaded late, if ever. */
const KEPT_APART = [
  '@fastify/swagger-ui',
  '@node-rs/bcrypt',
  '@simplewebauthn/server',
  '@zxcvbn-ts/language-common',
  'ioredis',
  'jose',
  'mysql2',
  'nodemailer',
  'openid-client',
  'pg',
  'pino-pretty',
  'sharp',
  'svix',
];

/** A module of ours goes on finding the files that lie beside it, from the folder of the bundle. */
function whereItWas(folder) {
  return {
    name: 'where-it-was',
    transform(code, id) {
      if (id.startsWith('\0') || id.includes('node_modules') || !code.includes('import.meta')) return;
      const place = relative(folder, id).replaceAll('\\', '/');
      return code
        .replaceAll('import.meta.url', `(new URL(${JSON.stringify(place)}, import.meta.url).href)`)
        .replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/${dirname(place)}`)})`)
        .replaceAll('import.meta.main', 'false');
    },
  };
}

const folder = process.argv[2];
const bundle = await rolldown({
  input: `${ROOT}/server.ts`,
  platform: 'node',
  external: (id) => KEPT_APART.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [whereItWas(folder)],
});
await bundle.write({
  dir: folder,
  format: 'esm',
  cleanDir: true,
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
});

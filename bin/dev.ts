import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';
import { loadConfig } from '#platform/config/config.ts';

/**
 * `npm run dev`: the server restarts, and the browser reloads, when a file is saved. The web application is served by
 * Vite on port 5173 (WEB_PORT), which hands the API over to the server on PORT.
 */
const ROOT = join(import.meta.dirname, '..');
const webPort = Number(process.env.WEB_PORT ?? 5173);
const address = `http://localhost:${webPort}`;

process.env.PORT = String(loadConfig().config.port);
const web = await createServer({
  root: join(ROOT, 'web'),
  configFile: join(ROOT, 'web', 'vite.config.ts'),
  server: { port: webPort, strictPort: true },
  clearScreen: false,
});
await web.listen();

const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', join(ROOT, 'server.ts')], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, PUBLIC_URL: process.env.PUBLIC_URL ?? address },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => server.kill('SIGTERM'));
server.once('exit', async (code) => {
  await web.close();
  process.exitCode = code ?? 0;
});

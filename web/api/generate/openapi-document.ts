import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../../app.ts';
import { openContext } from '../../../platform/boot/open-context.ts';
import { loadConfig } from '../../../platform/config/config.ts';
import { createLog } from '../../../platform/log.ts';

/**
 * The OpenAPI document, as `GET /api/openapi.json` answers it: the application is built over an empty folder, asked, and
 * closed. (This folder is a package of its own, which the `#` imports of the project do not reach.)
 */
export async function readOpenapiDocument(): Promise<string> {
  await using closing = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'staka-openapi-'));
  closing.defer(() => rm(dataDir, { recursive: true, force: true }));
  const { config, secrets } = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir });
  const log = createLog('silent', { write: () => {} });
  const app = await buildApp(await openContext({ config, secrets, log, effects: [] }, closing));
  closing.defer(() => app.close());
  const { statusCode, body } = await app.inject({ url: '/api/openapi.json' });
  if (statusCode !== 200) throw new Error(`/api/openapi.json answered ${statusCode}: ${body}`);
  return body;
}

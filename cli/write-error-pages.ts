import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorPages } from './error-pages.ts';

for (const { path, content } of errorPages()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

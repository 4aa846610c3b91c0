import { writeFile } from 'node:fs/promises';
import { structureFile } from '#ops/drift/structure.ts';
import { PROVIDERS } from '#prisma/generate/providers.ts';
import { withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { structuresAfterEach } from '#test/migrations/structures.ts';

/**
 * `node test/migrations/write-structures.ts`: describes beside each migration the structure that it leaves, as the
 * three databases of this machine tell it. `bin/staka drift` compares living databases with these.
 */
for (const provider of PROVIDERS) {
  const structures = await withEmptyDatabase(provider, (url) => structuresAfterEach(provider, url));
  for (const [name, content] of structures) await writeFile(structureFile(provider, name), content);
}

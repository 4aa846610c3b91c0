import { writeFileSync } from 'node:fs';
import { configurationDocuments } from './document.ts';

for (const { path, content } of configurationDocuments()) writeFileSync(path, content);

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectionSchemaText } from '../src/config/detection-json-schema.ts';

/** Writes `knockwatch.schema.json` anew; to be run when `src/config/detection-schema.ts` has changed. */
writeFileSync(join(import.meta.dirname, '..', 'knockwatch.schema.json'), detectionSchemaText);

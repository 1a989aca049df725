import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseSchemaText } from '../src/cli/cases/case-schema.ts';
import { detectionSchemaText } from '../src/config/detection-json-schema.ts';

/** Writes the JSON Schemas of settings and of test cases anew; to be run when `src/config` or the schemas of `src/cli/cases` have changed. */
const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'knockwatch.schema.json'), detectionSchemaText);
writeFileSync(join(root, 'docs', 'cases', 'cases.schema.json'), caseSchemaText);

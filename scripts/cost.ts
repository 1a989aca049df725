import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { costTables, withTables } from './cost-tables.ts';

/** Prints the cost tables and writes them into docs/cost.md. */

const page = join(import.meta.dirname, '..', 'docs', 'cost.md');
await writeFile(page, withTables(await readFile(page, 'utf8')));
console.log(costTables().month);

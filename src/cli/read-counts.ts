import { addFacts, createFactTables, toFacts } from '../count/fact-tables.ts';
import { readHour } from '../pipeline/read-hour.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import { type CountsReport, countsReport } from './counts-report.ts';

/** The counts of some hours (`2026112123`, UTC), straight from the streams' facts: exact, live hours included. */
export async function readCounts(store: IngestStore, hours: readonly string[]): Promise<CountsReport> {
  const tables = createFactTables();
  let alsoLoggedElsewhere = 0;
  for (const hour of hours) {
    for (const chosen of await readHour(store, hour)) {
      addFacts(tables, chosen.facts);
      alsoLoggedElsewhere += chosen.alsoLoggedElsewhere;
    }
  }
  return countsReport(toFacts(tables), alsoLoggedElsewhere);
}

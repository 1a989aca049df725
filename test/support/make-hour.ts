import type { HistorySummary } from '../../src/model/history.ts';
import type { CountRow, HourSummary, LogSummary } from '../../src/model/hour.ts';

/** The summary of an hour with one flow log; fields can be given. */
export function makeHourSummary(fields: Partial<HourSummary> = {}): HourSummary {
  return {
    hour: '2026112123',
    version: 'vA3_-',
    rows: 1,
    fingerprint: 'abcdefghij_-0123456789',
    logs: [makeLogSummary()],
    ...fields,
  };
}

/** What a stream told, every field different from a default; fields can be given. */
export function makeLogSummary(fields: Partial<LogSummary> = {}): LogSummary {
  return {
    kind: 'nsg',
    flowLog: 'RESOURCEID=/SUBSCRIPTIONS/S/NSG-Ü',
    mac: '0022480000AA',
    records: 60,
    tuples: 3_000_000_000,
    rejected: 2,
    lag: [{ commitSlot: 5_984_000, atMostMinutes: 2, records: 60 }],
    flows: { deniedInbound: 1, deniedOutbound: 2, allowedInbound: 3, allowedOutbound: 4 },
    countsDenied: true,
    countsAllowed: false,
    alsoLoggedElsewhere: 7,
    targets: ['0022480000AA 10.0.0.4', '0022480000AA fd00::4'],
    ...fields,
  };
}

/** The summary of a day's history; fields can be given. */
export function makeHistorySummary(fields: Partial<HistorySummary> = {}): HistorySummary {
  const fingerprints = Array.from({ length: 24 }, (_, hour) => (hour % 5 === 0 ? '' : `fingerprint of hour ${hour}`));
  return { day: '20261121', version: 'vA3_-', rows: 1, fingerprints, settingsHash: 'settings-1', ...fields };
}

/** A row of readable counts; fields can be given. */
export function makeCountRow(fields: Partial<CountRow> = {}): CountRow {
  return {
    hour: '2026112123',
    decision: 'denied',
    port: '3389',
    protocol: 6,
    service: 'ms-wbt-server',
    country: 'NL',
    flows: 120,
    sourcesInHour: 3,
    targetsInHour: 2,
    ...fields,
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a month costs at list prices, from how many network interfaces log. Every number that goes in stands here, with where it comes from. */

/** List prices of a US region in US dollars, as of 2026. They change, and differ by region and contract: check before you rely on them. */
export const prices = {
  onDemandGbSecond: { usd: 0.000026, of: 'Functions, Flex Consumption: GB-second on demand, the first 100,000 a month free' },
  alwaysReadyBaseGbSecond: { usd: 0.000004, of: 'the same: GB-second of an instance that is always ready, idle or not' },
  alwaysReadyRunGbSecond: { usd: 0.000016, of: 'the same: GB-second in which such an instance runs something, none free' },
  millionRuns: { usd: 0.4, of: 'the same: a million runs, the first 250,000 a month free on demand' },
  millionEvents: {
    usd: 0.6,
    of: 'Event Grid: a million operations (event taken, event delivered), the first 100,000 a month free',
  },
  blobReads10k: { usd: 0.0044, of: 'Blob Storage, hot, LRS: 10,000 reads' },
  blobLists10k: { usd: 0.055, of: 'the same: 10,000 listings or writes' },
  queue10k: { usd: 0.004, of: 'Queue Storage: 10,000 operations' },
  table10k: { usd: 0.00036, of: 'Table Storage: 10,000 operations' },
  tableGb: { usd: 0.045, of: 'Table Storage, LRS: a GB for a month' },
  logGb: { usd: 2.3, of: 'Log Analytics: a GB taken in, kept for 31 days' },
} as const;

const free = { gbSeconds: 100_000, runs: 250_000, events: 100_000 } as const;

/** Seconds and minutes in a month of 30 days. */
const month = { seconds: 2_592_000, minutes: 43_200, hours: 720, days: 30, sweeps: 8_640 } as const;

export const assumptions = {
  /** Memory of an instance; the template's default. */
  instanceGb: 2,
  /** A blob that grows every minute tells of it every minute. */
  eventsANicAndMinute: 1,
  /** The least that a run is billed for, s; ingest itself takes a fraction of it. */
  leastRunSeconds: 1,
  /** Interfaces whose events one instance takes (165 growths a second on two cores, measured). */
  nicsAnInstance: 500,
  /** `evaluate`: the bench has 2.8 s for 1,000 targets on two cores; an instance has one, and its tables are farther away. */
  evaluationSeconds: { base: 1, aNic: 0.006 },
  /** `sweep`: listings, and in sweep mode reading what grew. */
  sweepSeconds: { base: 2, aNic: 0.01, aNicThatGrew: 0.02 },
  /** Interfaces that share a flow log: fewer make more listings. */
  nicsAFlowLog: 20,
  /** Hours that each sweep lists: the current one and those not yet complete. */
  liveHours: 3,
  /** Of the Functions host: leases, and the state of its timers. */
  hostReads: 500_000,
  hostWrites: 52_000,
  /** Rows of all tables at 31 days: a base, and 6 MB a target (measured at 1,000 targets). */
  storedGb: { base: 0.15, aNic: 0.006 },
  /** What the host sends to Application Insights of a run: the request, that it began and ended, and our line. */
  logItemsARun: 4,
  logItemKb: 1.2,
} as const;

/** `events`: blob events and a sweep behind them. `sweep`: the sweep alone, every five minutes. */
export type Mode = 'events' | 'events-always-ready' | 'sweep';

/** A month, US dollars. */
export interface MonthlyCost {
  readonly functions: number;
  readonly eventGrid: number;
  readonly storage: number;
  readonly logs: number;
  readonly total: number;
}

/** What a month costs with so many network interfaces that log all the time. An upper bound: it takes events to be spread evenly. */
export function monthlyCost(nics: number, mode: Mode): MonthlyCost {
  const parts = {
    functions: functionsCost(nics, mode),
    eventGrid: mode === 'sweep' ? 0 : beyond(2 * growths(nics), free.events) * (prices.millionEvents.usd / 1e6),
    storage: storageCost(nics, mode),
    logs: logsCost(nics, mode),
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

const beyond = (used: number, granted: number): number => Math.max(0, used - granted);
const growths = (nics: number): number => nics * assumptions.eventsANicAndMinute * month.minutes;
const ingestInstances = (nics: number): number => Math.ceil(nics / assumptions.nicsAnInstance);
const runs = (nics: number, mode: Mode): number =>
  (mode === 'sweep' ? 0 : growths(nics)) + month.minutes + month.sweeps + month.hours;

function functionsCost(nics: number, mode: Mode): number {
  const { instanceGb } = assumptions;
  const ingest = mode === 'sweep' ? 0 : ingestSeconds(nics) * instanceGb;
  const timers = timerSeconds(nics, mode) * instanceGb;
  if (mode !== 'events-always-ready') {
    return (
      beyond(ingest + timers, free.gbSeconds) * prices.onDemandGbSecond.usd +
      beyond(runs(nics, mode), free.runs) * (prices.millionRuns.usd / 1e6)
    );
  }
  const [first, others] = [ingest / ingestInstances(nics), ingest - ingest / ingestInstances(nics)];
  return (
    month.seconds * instanceGb * prices.alwaysReadyBaseGbSecond.usd +
    first * prices.alwaysReadyRunGbSecond.usd +
    beyond(others + timers, free.gbSeconds) * prices.onDemandGbSecond.usd +
    runs(nics, mode) * (prices.millionRuns.usd / 1e6)
  );
}

/** Seconds in which an instance has a run at least, all instances together: runs that overlap share an instance and are billed once. */
function ingestSeconds(nics: number): number {
  const instances = ingestInstances(nics);
  const startsASecond = (nics * assumptions.eventsANicAndMinute) / 60 / instances;
  return instances * month.seconds * (1 - Math.exp(-startsASecond * assumptions.leastRunSeconds));
}

function timerSeconds(nics: number, mode: Mode): number {
  const { evaluationSeconds, sweepSeconds } = assumptions;
  const grown = mode === 'sweep' ? sweepSeconds.aNicThatGrew * nics : 0;
  const evaluation = month.minutes * (evaluationSeconds.base + evaluationSeconds.aNic * nics);
  return evaluation + month.sweeps * (sweepSeconds.base + sweepSeconds.aNic * nics + grown);
}

function storageCost(nics: number, mode: Mode): number {
  const { liveHours, nicsAFlowLog, hostReads, hostWrites, storedGb } = assumptions;
  const flowLogs = Math.ceil(nics / nicsAFlowLog);
  const lists = flowLogs * (month.sweeps * liveHours + month.days * 7 * 24) + month.hours * (10 + flowLogs);
  const reads = mode === 'sweep' ? nics * month.sweeps : growths(nics);
  // Of an event the host looks the blob up once more, and its message is put, taken and deleted.
  const hostLookUps = mode === 'sweep' ? 0 : growths(nics);
  const tableCalls = 2 * reads + month.minutes * (40 + 0.03 * nics) + month.sweeps * 4;
  return (
    ((reads + hostLookUps + hostReads) / 1e4) * prices.blobReads10k.usd +
    ((lists + hostWrites) / 1e4) * prices.blobLists10k.usd +
    ((3 * hostLookUps) / 1e4) * prices.queue10k.usd +
    (tableCalls / 1e4) * prices.table10k.usd +
    (storedGb.base + storedGb.aNic * nics) * prices.tableGb.usd
  );
}

/** Items a second and instance that `host.json` lets through. */
export function sampledItemsASecond(): number {
  const host: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'host.json'), 'utf8'));
  return Number(Object(host).logging.applicationInsights.samplingSettings.maxTelemetryItemsPerSecond);
}

function logsCost(nics: number, mode: Mode): number {
  const { logItemsARun, logItemKb } = assumptions;
  const most = sampledItemsASecond();
  const ofIngest = mode === 'sweep' ? 0 : Math.min((logItemsARun * growths(nics)) / month.seconds, most * ingestInstances(nics));
  const ofTimers = Math.min((logItemsARun * runs(nics, 'sweep')) / month.seconds, most);
  return (((ofIngest + ofTimers) * month.seconds * logItemKb) / 1e6) * prices.logGb.usd;
}

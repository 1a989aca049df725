import { dirname, resolve } from 'node:path';
import { prepareDetection } from '../../detect/detection.ts';
import type { Condition } from '../../detect/explain/condition.ts';
import { explainSubject } from '../../detect/explain/explain-subject.ts';
import { readSubject } from '../../detect/explain/subject.ts';
import { sourceOf } from '../../enrich/scope-of-address.ts';
import { slotMs } from '../../model/facts.ts';
import type { Incident } from '../../model/incident.ts';
import type { AddressCountries } from '../../ports/address-countries.ts';
import { hourMs, hourStartMs } from '../../read/hours.ts';
import { streamOfBlob } from '../../read/stream-of-blob.ts';
import type { Progress } from '../progress.ts';
import type { LogSource } from '../replay/log-source.ts';
import { replayLogs } from '../replay/replay-logs.ts';
import type { ReplayedEvaluation } from '../replay/replay-run.ts';
import { openLogFiles } from '../replay/source-of-files.ts';
import { dayStartMs, momentMs } from './case-time.ts';
import { expandFlow, sourcesOf } from './expand-flow.ts';
import type { Case } from './read-case-file.ts';
import { endOfHour, writeCaseLog } from './write-case-log.ts';

/** A replay evaluates at least so often. */
const betweenLooksMs = 20 * 60_000;
const dayMs = 24 * hourMs;
const silent: Progress = { stage: () => {}, step: () => {} };

/** What came of a case. */
export interface CaseOutcome {
  /** Every incident of the case's time as it was last, in the order in which they opened. */
  readonly incidents: readonly Incident[];
  /** What was told before is history. ms */
  readonly countsFromMs: number;
  /** Why a source is or is not found, at the end of the case. */
  readonly conditionsOf: (source: string) => readonly Condition[];
}

/** The logs of a case, and the time that it covers. */
interface CaseLog {
  readonly source: LogSource;
  readonly countsFromMs: number;
  readonly endMs: number;
}

/**
 * Runs a case: its attempts become a flow log, which is counted and evaluated as any other.
 *
 * @param asked sources of which it will be asked why they are found or not
 * @throws Failure `unreadable-path` where its log cannot be read
 */
export async function runCase(one: Case, countries: AddressCountries, asked: readonly string[]): Promise<CaseOutcome> {
  const { source, countsFromMs, endMs } = one.log === undefined ? writtenLog(one) : await openedLog(one, one.log);
  const incidents = new Map<string, Incident>();
  const explained = new Map<string, readonly Condition[]>();
  const evaluated = (evaluation: ReplayedEvaluation): void => {
    if (evaluation.nowMs >= endMs) return;
    for (const incident of evaluation.incidents) incidents.set(incident.id, incident);
    if (evaluation.nowMs >= endMs - betweenLooksMs) for (const name of asked) explained.set(name, explain(evaluation, name));
  };
  const runs = [{ settings: one.settings, alsoAtMs: endMs, evaluated }];
  await replayLogs({ source, countries: countriesOf(one, countries), runs, progress: silent });
  const ofCase = [...incidents.values()].filter(({ reasons }) => reasons.some(({ atMs }) => atMs >= countsFromMs));
  return {
    incidents: ofCase.sort((a, b) => a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1)),
    countsFromMs,
    conditionsOf: (name) => explained.get(name) ?? [],
  };
}

function explain({ input }: ReplayedEvaluation, name: string): readonly Condition[] {
  const subject = readSubject(name);
  return subject === null ? [] : explainSubject(prepareDetection(input), subject).conditions;
}

function writtenLog({ flows = [], day, history, now, at }: Case): CaseLog {
  const knocks = flows.flatMap((flow) => expandFlow(flow, day));
  const times = knocks.map(({ atMs }) => atMs);
  const first = times.reduce((a, b) => Math.min(a, b), times[0] ?? 0);
  const last = times.reduce((a, b) => Math.max(a, b), first);
  const endMs = now === undefined ? endOfHour(last) : endOfSlot(momentMs(now, day));
  const countsFromMs = dayStartMs(day);
  const fromMs = history === 0 ? first : Math.min(first, countsFromMs - history * dayMs);
  const source = writeCaseLog(
    knocks.filter(({ atMs }) => atMs < endMs),
    fromMs,
    endMs - 1,
    at,
  );
  return { source, countsFromMs: Math.min(countsFromMs, endMs - hourMs), endMs };
}

/** Times without a date are of the last day of the log; what counts is all of it. */
async function openedLog({ now, file }: Case, log: string): Promise<CaseLog> {
  const source = await openLogFiles([resolve(dirname(file), log)], silent);
  const hours = source.refs.map((ref) => streamOfBlob(ref)?.hour ?? '').sort();
  const lastHourMs = hourStartMs(hours.at(-1) ?? '1970010100');
  const lastDay = new Date(lastHourMs).toISOString().slice(0, 10);
  return { source, countsFromMs: 0, endMs: now === undefined ? lastHourMs + hourMs : endOfSlot(momentMs(now, lastDay)) };
}

/** The end of the slot in which a moment lies: all that happened in it is known then. */
const endOfSlot = (ms: number): number => (Math.floor(ms / slotMs) + 1) * slotMs;

/** Countries that flows name come before those of the database. */
function countriesOf({ flows = [] }: Case, database: AddressCountries): AddressCountries {
  const named = new Map(
    flows.flatMap(({ country, from }) =>
      country === undefined ? [] : sourcesOf(from).map((source) => [sourceOf(source), country]),
    ),
  );
  return { countryOf: (address) => named.get(sourceOf(address)) ?? database.countryOf(address) };
}

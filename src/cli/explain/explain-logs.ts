import { prepareDetection } from '../../detect/detection.ts';
import { explainSubject, type SubjectExplained } from '../../detect/explain/explain-subject.ts';
import { membersOf, type Subject } from '../../detect/explain/subject.ts';
import type { Incident } from '../../model/incident.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import type { AddressCountries } from '../../ports/address-countries.ts';
import { hourMs, hourOf, hourStartMs } from '../../read/hours.ts';
import { streamOfBlob } from '../../read/stream-of-blob.ts';
import type { Progress } from '../progress.ts';
import type { LogSource } from '../replay/log-source.ts';
import { type ReplayedLogs, replayLogs } from '../replay/replay-logs.ts';
import type { ReplayedEvaluation } from '../replay/replay-run.ts';
import { type Explanation, incidentsAbout } from './explanation.ts';

/** A replay evaluates at least so often. */
const betweenLooksMs = 20 * 60_000;

export interface ExplainLogsOptions {
  readonly source: LogSource;
  readonly countries: AddressCountries;
  readonly settings: DetectionSettings;
  readonly subject: Subject;
  /** Event time, ms: the last evaluation up to then is explained, and what comes later is not read. Null: the last hour in which it was seen. */
  readonly atMs: number | null;
  readonly progress: Progress;
}

/** What logs tell of a subject; `explanation` is null where they never show it. */
export interface ExplainedLogs extends ReplayedLogs {
  readonly explanation: Explanation | null;
}

/** Replays logs up to a moment and explains a subject by what the evaluation then went by, and by all that was decided until the end. */
export async function explainLogs({ source, atMs, ...options }: ExplainLogsOptions): Promise<ExplainedLogs> {
  const { settings, subject, countries, progress } = options;
  const until = atMs === null ? source : upTo(source, atMs);
  const lastMs = Math.min(atMs ?? Number.POSITIVE_INFINITY, endOf(until));
  const incidents = new Map<string, Incident>();
  let isSeen = false;
  let explained: Omit<Explanation, 'incidents'> | null = null;
  const isMoment = ({ nowMs }: ReplayedEvaluation): boolean =>
    atMs === null ? isSeen && isEndOfHour(nowMs) : nowMs > lastMs - betweenLooksMs;
  const evaluated = (evaluation: ReplayedEvaluation): void => {
    if (evaluation.nowMs > lastMs) return;
    for (const incident of evaluation.incidents) incidents.set(incident.id, incident);
    if (isMoment(evaluation)) explained = explainEvaluation(evaluation, subject);
  };
  const counted = ({ facts }: { readonly facts: { readonly sources: { readonly address: readonly string[] } } }): void => {
    isSeen = membersOf(subject, facts.sources.address).length > 0;
  };
  const replayed = await replayLogs({
    source: until,
    countries,
    runs: [{ settings, evaluated, ...(atMs === null ? {} : { alsoAtMs: atMs }) }],
    progress,
    counted,
  });
  return { ...replayed, explanation: withIncidents(explained, incidents.values()) };
}

function explainEvaluation({ nowMs, input }: ReplayedEvaluation, subject: Subject): Omit<Explanation, 'incidents'> {
  const { window, settings } = input;
  const explained = explainSubject(prepareDetection(input), subject);
  return { ...explained, atMs: nowMs, fromMs: window.startMs, toMs: window.endMs, settings };
}

function withIncidents(
  explained: (SubjectExplained & Omit<Explanation, 'incidents'>) | null,
  incidents: Iterable<Incident>,
): Explanation | null {
  return explained === null ? null : { ...explained, incidents: incidentsAbout(explained, incidents) };
}

/** An hour is looked at last in its last second. */
const isEndOfHour = (nowMs: number): boolean => hourOf(nowMs) !== hourOf(nowMs + 60_000);

function upTo(source: LogSource, atMs: number): LogSource {
  const last = hourOf(atMs);
  return { ...source, refs: source.refs.filter((ref) => (streamOfBlob(ref)?.hour ?? '') <= last) };
}

/** End of the last hour, ms. */
function endOf({ refs }: LogSource): number {
  const hours = refs.map((ref) => streamOfBlob(ref)?.hour).filter((hour) => hour !== undefined);
  const last = hours.reduce((latest, hour) => (hour > latest ? hour : latest), hours[0] ?? '1970010100');
  return hourStartMs(last) + hourMs;
}

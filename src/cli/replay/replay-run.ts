import { detectFindings } from '../../detect/detect-findings.ts';
import { findSuppressions } from '../../detect/find-suppressions.ts';
import { isHigher } from '../../incident/severity-rank.ts';
import { modeOf } from '../../incident/stays-quiet.ts';
import type { DetectionInput } from '../../model/detection-input.ts';
import { slotMs } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incident } from '../../model/incident.ts';
import type { Installation } from '../../model/installation.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { detectionKey } from './detection-key.ts';
import { type Look, slotsOfHour } from './replay-window.ts';
import { beginLife, type IncidentLife, type ReplayedMessage } from './told-life.ts';
import { slotInHour, slotsLookedAt, walkHour } from './walk-hour.ts';

/** One file of settings tried on the logs. Several runs share the counting. */
export interface ReplayRun {
  readonly settings: DetectionSettings;
  /** Three times an hour, and `closely` (the default) also at the end of each slot in which something came up that may be told. */
  readonly looks?: 'closely' | 'regularly';
  /** A moment that is asked for, ms: it is evaluated at the end of the last slot before it too. */
  readonly alsoAtMs?: number;
  /** Called after each evaluation, in the order of time. */
  readonly evaluated: (evaluation: ReplayedEvaluation) => void;
}

/** What one evaluation went by, and what came of it. */
export interface ReplayedEvaluation {
  /** Event time, ms. */
  readonly nowMs: number;
  /** Good until the callback returns: its memory is written anew. */
  readonly input: DetectionInput;
  readonly findings: readonly Finding[];
  /** Those that are open or can return, as this evaluation leaves them. */
  readonly incidents: readonly Incident[];
  readonly messages: readonly ReplayedMessage[];
}

/** A run on its way. */
export interface RunnerOfHours {
  /** Evaluates the hour that the window took last. */
  readonly walkHour: (hour: HourOfLooks) => Promise<void>;
}

/** An hour as all runs see it. */
export interface HourOfLooks {
  /** At the end of a slot of it, 1 to 12. */
  readonly lookAt: (slot: number) => Look;
  /** At a time within it, going by what had been logged by then. */
  readonly lookAtTime: (nowMs: number) => Promise<Look>;
  /** What is found at a time, computed once for all runs that find the same. */
  readonly detected: (key: string, nowMs: number, detect: () => readonly Finding[]) => readonly Finding[];
}

const minuteMs = 60_000;
/** Nothing is said of Knockwatch itself: the past is not measured by what is so today. */
const self = { databaseBuiltAtMs: null, isRealTime: false, settingsProblem: null, undelivered: null };

/** A run that has seen nothing. */
export function beginRun(
  { settings, looks = 'closely', alsoAtMs, evaluated }: ReplayRun,
  installation: Installation,
): RunnerOfHours {
  const life = beginLife(settings);
  const suppressionsOf = findSuppressions(settings);
  const key = detectionKey(settings);
  const inputOf = ({ window, hours, nowMs, histories }: Look): DetectionInput => {
    return { window, hours, histories: histories(settings), settings, self, start: null, installation, nowMs };
  };
  const take = (look: Look, findings: readonly Finding[], nowMs: number): void => {
    const found = findings.map((finding) => ({ finding, suppressions: suppressionsOf(finding), isLate: false }));
    const messages = life.take(found, nowMs);
    evaluated({ nowMs, input: { ...inputOf(look), nowMs }, findings, incidents: life.incidents(), messages });
  };
  return {
    walkHour: async (hour) => {
      const find = (look: Look): readonly Finding[] => hour.detected(key, look.nowMs, () => detectFindings(inputOf(look)));
      const evaluateMinutes = async (slot: number): Promise<void> => {
        for (const nowMs of minutesOf(hour.lookAt(slot).nowMs)) {
          const look = await hour.lookAtTime(nowMs);
          take(look, find(look), nowMs);
        }
      };
      await walkHour(slotsLookedAt(hour.lookAt(slotsOfHour).nowMs, alsoAtMs), looks, {
        findAt: (slot) => find(hour.lookAt(slot)),
        isNews: (finding) => isNews(finding, settings, life),
        evaluate: async (slot) => {
          const look = hour.lookAt(slot);
          const findings = find(look);
          const isSplit = looks === 'closely' && findings.some((finding) => mayHaveBeenGraver(finding, slot, life));
          if (isSplit) await evaluateMinutes(slot);
          for (const nowMs of isSplit ? [look.nowMs] : timesOf(look.nowMs, findings, life)) take(look, findings, nowMs);
        },
      });
    },
  };
}

/** The minutes of a slot that ends, up to a second, at a time: a second before the end, that the last is not after it. */
const minutesOf = (endMs: number): readonly number[] =>
  Array.from({ length: slotMs / minuteMs }, (_, i) => endMs - slotMs + (i + 1) * minuteMs - 1000);

/** Something that may be told, and was not there before, or was less grave. */
function isNews(finding: Finding, { findings }: DetectionSettings, life: IncidentLife): boolean {
  const { key, severity, lastSeenAtMs, digestOnly, learning } = finding;
  if (digestOnly || learning !== null || modeOf(finding, findings) !== 'on') return false;
  const known = life.find(finding.finding, key);
  if (known === null || isHigher(severity, known.severity)) return true;
  return known.state === 'resolved' && lastSeenAtMs > known.lastSeenAtMs;
}

/** Of a let-in that nothing answered this was not known in the minute in which it began. */
function mayHaveBeenGraver(finding: Finding, slot: number, life: IncidentLife): boolean {
  if (finding.finding !== 'breakthrough' || finding.digestOnly || finding.replied !== 'no') return false;
  return slotInHour(finding) === slot && life.find(finding.finding, finding.key) === null;
}

/** Most of what is new is told by the second evaluation that sees it, a minute later. */
function timesOf(nowMs: number, findings: readonly Finding[], life: IncidentLife): readonly number[] {
  const isNew = findings.some(({ finding, key }) => life.find(finding, key) === null);
  return isNew ? [nowMs - minuteMs, nowMs] : [nowMs];
}

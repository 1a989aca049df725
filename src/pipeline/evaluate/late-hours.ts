/** Hours that changed after they had left the window (an outage, a late blob): evaluated once more, each with the window that ended with it. */
import { fingerprintOf } from '../../count/fingerprint.ts';
import { detectLateFindings } from '../../detect/detect-findings.ts';
import type { Finding } from '../../model/finding.ts';
import type { Installation } from '../../model/installation.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StateStore } from '../../ports/state-store.ts';
import { hourAfter, hourBefore, hourOf, hourStartMs, hoursBetween } from '../../read/hours.ts';
import type { FingerprintedHour } from '../read-hour.ts';
import { evaluatedRow, lateRow, readEvaluatedHours, readLateHours } from '../state-rows.ts';
import { readHistories } from './read-histories.ts';
import { giveBack, oldestWindowHour, readWindowHours, type WindowPorts, windowOf } from './read-window.ts';

/** Of each tick so much goes to late hours. */
const mostMs = 20_000;
/** What they find is held until none waits, at most so long. */
const heldForMs = 30 * 60_000;

type LatePorts = WindowPorts & { readonly wallClock: Clock };

/** Notes hours to be evaluated late. */
export async function noteLateHours(state: StateStore, hours: readonly string[], nowMs: number): Promise<void> {
  if (hours.length === 0) return;
  for (;;) {
    const { value, version } = await readLateHours(state);
    const before = value?.hours ?? {};
    const noted = Object.fromEntries(hours.map((hour) => [hour, (before[hour] ?? 0) + 1]));
    const sinceMs = value === null || Object.keys(before).length === 0 ? nowMs : value.sinceMs;
    if ((await state.write(lateRow, { hours: { ...before, ...noted }, sinceMs }, version)) === 'committed') return;
  }
}

/** Notes as late the hours that left the window since the last evaluation without having been evaluated as they are now. */
export async function findLeavers(ports: WindowPorts, nowMs: number): Promise<void> {
  const { value: evaluated } = await readEvaluatedHours(ports.state);
  const [first] = Object.keys(evaluated ?? {}).sort();
  const oldest = oldestWindowHour(nowMs);
  if (evaluated === null || first === undefined || first >= oldest) return;
  const changed: string[] = [];
  for (const hour of hoursBetween(first, hourBefore(oldest))) {
    const rolled = (await ports.hours.readHourSummary(hour))?.value.fingerprint;
    const now = rolled ?? fingerprintOf(await ports.store.readCursors(hour));
    if (evaluated[hour] !== now) changed.push(hour);
  }
  await noteLateHours(ports.state, changed, nowMs);
}

/** Keeps with which fingerprints the hours of the window were evaluated; nobody goes by them any more. */
export async function noteEvaluated(state: StateStore, hours: readonly FingerprintedHour[]): Promise<void> {
  const { value, version } = await readEvaluatedHours(state);
  const fingerprints = Object.fromEntries(hours.map(({ hour, fingerprint }) => [hour, fingerprint]));
  if (JSON.stringify(value) !== JSON.stringify(fingerprints)) await state.write(evaluatedRow, fingerprints, version);
  giveBack(hours);
}

/** What the evaluation of late hours gave. */
export interface LateFindings {
  readonly findings: readonly Finding[];
  /** Hours evaluated now, or not to be evaluated at all, with how often they had been noted by then. */
  readonly done: Readonly<Record<string, number>>;
  /** More hours wait, and have not for half an hour. */
  readonly isHolding: boolean;
}

/**
 * Evaluates hours that wait, oldest first, as far as 20 seconds go. What lies before the installation, or is in the window again, is only
 * struck off.
 */
export async function evaluateLate(
  ports: LatePorts,
  settings: DetectionSettings,
  installation: Installation,
  nowMs: number,
): Promise<LateFindings> {
  const { value } = await readLateHours(ports.state);
  const noted = value?.hours ?? {};
  const waiting = Object.keys(noted).sort();
  const installedHour = hourOf(Math.min(...Object.values(installation), nowMs));
  const oldest = oldestWindowHour(nowMs);
  const due = waiting.filter((hour) => hour >= installedHour && hour < oldest);
  const done = waiting.filter((hour) => !due.includes(hour));
  const findings = new Map<string, Finding>();
  // Windows that end with hours in a row have most of theirs in common; what the next tick needs stays warm beside them.
  const latePorts = { ...ports, warm: { hours: new Map(), histories: new Map(ports.warm?.histories) } };
  const untilMs = ports.wallClock.now() + mostMs;
  for (const hour of due) {
    if (ports.wallClock.now() > untilMs) break;
    for (const finding of await findAt(latePorts, settings, installation, hour))
      findings.set(`${finding.finding} ${finding.key}`, finding);
    done.push(hour);
  }
  const isHolding = done.length < waiting.length && nowMs - (value?.sinceMs ?? nowMs) < heldForMs;
  return { findings: [...findings.values()], done: Object.fromEntries(done.map((hour) => [hour, noted[hour] ?? 0])), isHolding };
}

/** What is found in the window that ends with an hour. */
async function findAt(
  ports: LatePorts,
  settings: DetectionSettings,
  installation: Installation,
  hour: string,
): Promise<readonly Finding[]> {
  const atMs = hourStartMs(hourAfter(hour)) - 1;
  const hours = await readWindowHours(ports, atMs);
  const histories = await readHistories(ports, settings, hours, atMs);
  const self = { databaseBuiltAtMs: null, isRealTime: false, settingsProblem: null, undelivered: null };
  const findings = detectLateFindings({
    window: windowOf(hours, installation, atMs),
    hours: [],
    histories,
    settings,
    self,
    start: null,
    installation,
    nowMs: atMs,
  });
  giveBack(hours);
  return findings;
}

/** Strikes off hours that were evaluated. Another instance that did the same changes nothing. */
export async function settleLate(state: StateStore, done: LateFindings['done']): Promise<void> {
  if (Object.keys(done).length === 0) return;
  for (;;) {
    const { value, version } = await readLateHours(state);
    if (value === null) return;
    const hours = Object.fromEntries(Object.entries(value.hours).filter(([hour, noted]) => done[hour] !== noted));
    if ((await state.write(lateRow, { ...value, hours }, version)) === 'committed') return;
  }
}

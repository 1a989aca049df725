import { findSuppressions } from '../../../src/detect/find-suppressions.ts';
import { countParts } from '../../../src/digest/count/count-parts.ts';
import type { DigestInput, EarlierDay } from '../../../src/digest/digest-input.ts';
import { daysAfter, type LocalDay, localDay } from '../../../src/digest/local-day.ts';
import { makeDigest } from '../../../src/digest/make-digest.ts';
import type { DigestHour } from '../../../src/digest/tally/digest-hour.ts';
import { tallyDay, tallyFigures } from '../../../src/digest/tally/tally-day.ts';
import type { Digest } from '../../../src/model/digest.ts';
import type { Facts } from '../../../src/model/facts.ts';
import type { Incident } from '../../../src/model/incident.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import { digestWords } from '../../../src/pipeline/digest/digest-words.ts';
import { settingsWith } from '../facts-builder.ts';
import { makeBlind } from '../findings/make-blind.ts';
import { makeExposure } from '../findings/make-exposure.ts';
import { makeNewDoor } from '../findings/make-new-door.ts';
import { makeNewTarget } from '../findings/make-new-target.ts';
import { makeTargeted } from '../findings/make-targeted.ts';
import { announcedOf, incidentOf } from '../make-incident.ts';
import { type CrowdOptions, crowdHour, crowdTargets, nsgLog, vnetLog } from './crowd.ts';

const timeZone = 'Europe/Berlin';
const day = '2026-11-21';
/** 08:00 in Berlin on the day after. */
const madeAtMs = Date.UTC(2026, 10, 22, 7);
const hourMs = 3_600_000;

const watchedPort = (port: number, name: string, weight: number) => ({ port, protocol: 6, weight, name });

/** The settings of the example days. */
export const exampleSettings: DetectionSettings = settingsWith({
  version: 'a1b2c3d4',
  digest: { hour: 8, timeZone },
  watchedPorts: [
    watchedPort(22, 'ssh', 5),
    watchedPort(23, 'telnet', 3),
    watchedPort(445, 'microsoft-ds', 8),
    watchedPort(1433, 'ms-sql-s', 7),
    watchedPort(3306, 'mysql', 7),
    watchedPort(3389, 'rdp', 8),
    watchedPort(5432, 'postgresql', 7),
    watchedPort(6379, 'redis', 8),
  ],
});

interface DayOptions {
  readonly crowd?: Partial<CrowdOptions>;
  /** Days before it with records, the newest; the others have none. */
  readonly days?: number;
  /** Takes away, or changes, hours of the day. */
  readonly change?: (hour: DigestHour, place: number) => DigestHour | null;
  readonly incidents?: readonly Incident[];
  readonly more?: Partial<DigestInput>;
}

const plainCrowd: CrowdOptions = { perHour: 60, sources: 700, targets: crowdTargets };

/** The input of a day's digest: a crowd as on the days before it, unless options change that. */
export function dayInput({ crowd = {}, days = 30, change = (hour) => hour, incidents = [], more = {} }: DayOptions): DigestInput {
  const settings = more.settings ?? exampleSettings;
  const watched = settings.watchedPorts.map(({ port, protocol }) => protocol * 65_536 + port).sort((a, b) => a - b);
  const targets = crowd.targets ?? crowdTargets;
  const local = localDay(day, timeZone);
  const tally = tallyDay(local, watched);
  for (const [place, name] of local.hours.entries()) {
    const hour = change(crowdHour(name, { ...plainCrowd, ...crowd }), place);
    if (hour !== null) tally.add(hour);
  }
  return {
    day: local,
    parts: countParts(tally.result(), digestWords(settings, madeAtMs), settings.version),
    earlier: Array.from({ length: 30 }, (_, i) =>
      earlierDay(localDay(daysAfter(day, i - 30), timeZone), watched, i >= 30 - days, targets),
    ),
    incidents,
    suppressionsOf: findSuppressions(settings),
    memory: [],
    installation: { [vnetLog]: Date.UTC(2026, 9, 1), [nsgLog]: Date.UTC(2026, 9, 1) },
    rejections: [],
    self: { undelivered: null, failed: [], countryDatabase: { builtAtMs: Date.UTC(2026, 10, 1), days: 20, isOwn: false } },
    settings,
    previousSettings: exampleSettings,
    words: digestWords(settings, madeAtMs),
    madeAtMs,
    ...more,
  };
}

function earlierDay(
  local: LocalDay,
  watched: readonly number[],
  hasRecords: boolean,
  targets: CrowdOptions['targets'],
): EarlierDay {
  const tally = tallyFigures(local, watched);
  if (hasRecords) for (const hour of local.hours) tally.add(crowdHour(hour, { ...plainCrowd, targets }));
  return { day: local, figures: tally.result() };
}

const inDay = (hours: number): number => Date.UTC(2026, 10, 20, 23) + hours * hourMs;

/** Told by a message of its own. */
const told = (incident: Incident): Incident => ({ ...incident, announced: announcedOf(incident.latest) });

const targeted = told(incidentOf(makeTargeted(), { id: 'ta-4f2a' }));
const exposure = told(incidentOf(makeExposure({ openedAtMs: inDay(14), lastSeenAtMs: inDay(25) }), { id: 'ex-77b1' }));
const newTarget = incidentOf(makeNewTarget({ openedAtMs: inDay(3), digestOnly: false }), {
  id: 'nt-09aa',
  reasons: [
    { atMs: inDay(3), reason: 'shadow', detail: 'The finding new-target is set to shadow: it is counted in the digest only.' },
  ],
});
const newDoor = incidentOf(makeNewDoor({ openedAtMs: inDay(9), digestOnly: false }), {
  id: 'nd-1c2d',
  reasons: [
    { atMs: inDay(9), reason: 'shadow', detail: 'The finding new-door is set to shadow: it is counted in the digest only.' },
  ],
});
const overBudget = ((): Incident => {
  const finding = makeTargeted({
    key: '198.51.100.9',
    source: '198.51.100.9',
    sources: ['198.51.100.9'],
    members: ['198.51.100.9'],
    country: 'RU',
    severity: 'low',
    score: 51.2,
  });
  return incidentOf(finding, {
    id: 'ta-8811',
    announced: announcedOf(finding, { byDigest: true }),
    reasons: [
      {
        atMs: inDay(11),
        reason: 'over-budget',
        detail:
          "The day's budget of new messages (5, of them 4 targeted, low ones among the first 3) is spent: the digest tells it.",
      },
    ],
  });
})();
const suppressed = ((): Incident => {
  const finding = makeTargeted({
    key: '203.0.113.90',
    source: '203.0.113.90',
    sources: ['203.0.113.90'],
    members: ['203.0.113.90'],
    country: 'DE',
    score: 88,
  });
  return incidentOf(finding, {
    id: 'ta-5e5e',
    reasons: [
      { atMs: inDay(10), reason: 'suppressed', detail: 'Suppressed until 2026-12-31 00:00 UTC: penetration test by Example Ltd' },
    ],
  });
})();
const silentLog = incidentOf(
  makeBlind(
    { kind: 'silent-flow-log', flowLog: nsgLog, silentSinceMs: inDay(6) },
    { openedAtMs: inDay(8), lastSeenAtMs: inDay(32) },
  ),
  { id: 'bl-0b0b', announced: announcedOf(makeBlind()) },
);

const suppression = {
  finding: 'targeted' as const,
  source: '203.0.113.90',
  target: null,
  port: null,
  reason: 'penetration test by Example Ltd',
  expiresAtMs: Date.UTC(2026, 11, 31),
};
const changedSettings: DetectionSettings = {
  ...exampleSettings,
  version: 'e5f6a7b8',
  bounds: { ...exampleSettings.bounds, targeted: { low: 50, medium: 60, high: 80 } },
  suppressions: [suppression],
};

/** A flow log loses an hour, and later all of them do. */
function withGaps(hour: DigestHour, place: number): DigestHour | null {
  if (place >= 2 && place < 6) return null;
  if (place < 6 || place >= 10) return hour;
  return {
    ...hour,
    logs: hour.logs.filter(({ flowLog }) => flowLog !== nsgLog),
    parts: Array.from(hour.parts, withoutNsgLog),
  };
}

function withoutNsgLog(facts: Facts): Facts {
  const { denied, targets } = facts;
  const isSilent = (row: number): boolean => targets[denied.target[row] ?? 0]?.mac === '0022480000AA';
  return { ...facts, denied: { ...denied, flows: denied.flows.map((flows, row) => (isSilent(row) ? 0 : flows)) } };
}

/** The days of the golden files, by their names. */
export const exampleDays: Readonly<Record<string, () => Digest>> = {
  usual: () =>
    makeDigest(
      dayInput({ crowd: { redis: 9, newCountry: 'PA' }, incidents: [exposure, targeted, overBudget, newTarget, newDoor] }),
    ),
  quiet: () => makeDigest(dayInput({})),
  'missing-data': () => makeDigest(dayInput({ change: withGaps, incidents: [silentLog] })),
  'no-data': () => makeDigest(dayInput({ change: () => null, incidents: [silentLog] })),
  'changed-settings': () => makeDigest(dayInput({ incidents: [suppressed], more: { settings: changedSettings } })),
  'first-day': () =>
    makeDigest(
      dayInput({
        days: 0,
        change: (hour, place) => (place < 14 ? null : hour),
        more: { previousSettings: null, installation: { [vnetLog]: inDay(14), [nsgLog]: inDay(14) } },
      }),
    ),
  'ten-thousand-sources': () => makeDigest(dayInput({ crowd: { perHour: 900, sources: 10_000 }, incidents: [targeted] })),
  'single-target': () => makeDigest(dayInput({ crowd: { targets: crowdTargets.slice(0, 1) }, incidents: singleTargetScores() })),
};

/** With one target scores are counted only. */
function singleTargetScores(): readonly Incident[] {
  return [81, 64, 52, 49, 47, 46].map((score, i) => {
    const source = `203.0.113.${10 + i}`;
    const finding = makeTargeted({
      key: source,
      source,
      sources: [source],
      members: [source],
      score,
      digestOnly: true,
      severity: 'low',
    });
    return incidentOf(finding, {
      id: `ta-000${i}`,
      reasons: [
        {
          atMs: inDay(5 + i),
          reason: 'shadow',
          detail: 'With a single target aim cannot be told from noise: it is for the digest only.',
        },
      ],
    });
  });
}

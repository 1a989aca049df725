/** The digest of a local day from storage: its hours one at a time, the days before it as kept, incidents and rejections; a running day too. */
import { findSuppressions } from '../detect/find-suppressions.ts';
import type { DigestInput } from '../digest/digest-input.ts';
import { type LocalDay, localDay } from '../digest/local-day.ts';
import { makeDigest } from '../digest/make-digest.ts';
import { rememberUses } from '../digest/parts/suppression-uses.ts';
import type { SuppressionMemory } from '../model/digest/digest-memory.ts';
import type { Digest } from '../model/digest.ts';
import type { PortKey } from '../model/facts.ts';
import type { Incident, OutboxEntry } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import { hourMs } from '../read/hours.ts';
import { type DigestMemory, readMemory } from './digest/digest-rows.ts';
import { digestWords } from './digest/digest-words.ts';
import { readDayParts } from './digest/read-day-parts.ts';
import { type EarlierPorts, readEarlierDays } from './digest/read-earlier-days.ts';
import { readRejections } from './digest/read-rejections.ts';
import { readInstallation } from './read-installation.ts';
import { watchedPortKeys } from './watched-port-keys.ts';

export interface DigestPorts extends EarlierPorts {
  readonly incidents: IncidentStore;
  /** Event time. */
  readonly clock: Clock;
}

/** What a digest goes by besides ports and settings. */
export interface DigestContext {
  /** Null where no countries are looked up. */
  readonly countryDatabase: { readonly builtAtMs: number; readonly isOwn: boolean } | null;
  /** Real time for counting days before it that are not kept yet, ms; the days left out are unknown. */
  readonly earlierBudgetMs: number;
}

/** A digest, and what is to be remembered once it is sent. */
export interface ReadDigest {
  readonly digest: Digest;
  readonly suppressions: readonly SuppressionMemory[];
  /** Incidents that it tells of first, and only it. */
  readonly announces: readonly Incident[];
}

/**
 * Makes the digest of a day from what storage holds now.
 *
 * @param day `2026-11-21` by the clocks of `settings.digest.timeZone`
 * @throws what the stores throw
 */
export async function readDigest(
  ports: DigestPorts,
  settings: DetectionSettings,
  context: DigestContext,
  day: string,
): Promise<Digest> {
  return (await readWholeDigest(ports, settings, context, day)).digest;
}

/** The same, with what is to be remembered. `@throws` as `readDigest` */
export async function readWholeDigest(
  ports: DigestPorts,
  settings: DetectionSettings,
  context: DigestContext,
  day: string,
): Promise<ReadDigest> {
  const input = await readInput(ports, settings, context, localDay(day, settings.digest.timeZone));
  const digest = makeDigest(input);
  const told = new Set(digest.needsAction.incidents.filter((incident) => incident.told === 'digest').map(({ id }) => id));
  return { digest, suppressions: rememberUses(input), announces: input.incidents.filter(({ id }) => told.has(id)) };
}

async function readInput(
  ports: DigestPorts,
  settings: DetectionSettings,
  { countryDatabase, earlierBudgetMs }: DigestContext,
  day: LocalDay,
): Promise<DigestInput> {
  const madeAtMs = ports.clock.now();
  const watched = watchedKeys(settings);
  const words = digestWords(settings, madeAtMs);
  const parts = await readDayParts(ports, day, { watched, words, settingsVersion: settings.version, nowMs: madeAtMs });
  const earlier = await readEarlierDays(ports, day, watched, earlierBudgetMs);
  const [{ incidents }, { installation }, memory] = await Promise.all([
    ports.incidents.readOpen(),
    readInstallation(ports.state),
    readMemory(ports.state),
  ]);
  const stored = incidents.map(({ value }) => value);
  return {
    day,
    parts,
    earlier,
    incidents: stored,
    suppressionsOf: findSuppressions(settings),
    memory: memory.suppressions,
    installation,
    rejections: parts.logs.some(({ rejected }) => rejected > 0) ? await readRejections(ports.store, day.hours) : [],
    self: {
      ...deliveriesOf(stored),
      countryDatabase:
        countryDatabase === null
          ? null
          : { ...countryDatabase, days: Math.max(0, Math.floor((madeAtMs - countryDatabase.builtAtMs) / dayMs)) },
    },
    settings,
    previousSettings: settingsBefore(memory, day.day),
    words,
    madeAtMs,
  };
}

const dayMs = 24 * hourMs;

/** Ports in order, so that figures kept with them compare. */
export const watchedKeys = (settings: DetectionSettings): readonly PortKey[] =>
  [...watchedPortKeys(settings)].sort((a, b) => a - b);

/** What waits for Slack, and what only a person can help. */
function deliveriesOf(incidents: readonly Incident[]): Pick<DigestInput['self'], 'undelivered' | 'failed'> {
  const entries = incidents.flatMap(({ outbox }) => outbox);
  const waiting = entries.filter(({ delivery }) => delivery.step === 'queued' || delivery.step === 'sending');
  const failed = Map.groupBy(entries.flatMap(failureOf), (code) => code);
  return {
    undelivered:
      waiting.length === 0
        ? null
        : { messages: waiting.length, sinceMs: Math.min(...waiting.map(({ queuedAtMs }) => queuedAtMs)) },
    failed: [...failed].map(([code, { length: messages }]) => ({ code, messages })).sort((a, b) => b.messages - a.messages),
  };
}

const failureOf = ({ delivery }: OutboxEntry): readonly string[] => (delivery.step === 'failed' ? [delivery.code] : []);

/** The settings of the last digest of an earlier day. */
function settingsBefore({ last, before }: DigestMemory, day: string): DetectionSettings | null {
  return [last, before].find((sent) => sent !== null && sent.day < day)?.settings ?? null;
}

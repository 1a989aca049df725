import type { MemoryNotifier } from '../../src/adapters/memory/memory-notifier.ts';
import { unpackHistory } from '../../src/count/pack-history.ts';
import type { DayHistory } from '../../src/model/history.ts';
import type { CountRow, HourSummary } from '../../src/model/hour.ts';
import type { Incident } from '../../src/model/incident.ts';
import { hourFacts, hourFromIngest } from '../../src/pipeline/read-hour.ts';
import { readLateHours } from '../../src/pipeline/state-rows.ts';
import { hoursOfDay } from '../../src/read/hours.ts';
import { canonicalFacts } from './canonical-facts.ts';
import type { ProductPorts } from './product-world.ts';

type LogOutcome = Omit<HourSummary['logs'][number], 'lag'>;

interface HourOutcome {
  readonly facts: ReturnType<typeof canonicalFacts>;
  readonly logs: readonly LogOutcome[];
}

/** All that the product left in its tables and in the channel, but for times, versions and lags, which faults may change. */
export interface ProductOutcome {
  readonly fromStreams: Readonly<Record<string, HourOutcome>>;
  /** As evaluation reads them: the same. */
  readonly asRead: Readonly<Record<string, HourOutcome>>;
  readonly rolledHours: readonly string[];
  /** Rolled-up hours whose streams are not as they were. */
  readonly staleHours: readonly string[];
  readonly counts: readonly string[];
  readonly histories: Readonly<Record<string, DayHistory | null>>;
  readonly open: readonly IncidentOutcome[];
  readonly closed: readonly IncidentOutcome[];
  readonly messages: readonly MessageOutcome[];
  /** Hours that wait to be evaluated late. */
  readonly waiting: readonly string[];
}

interface IncidentOutcome {
  readonly id: string;
  readonly state: string;
  readonly severity: string;
  readonly latest: Incident['latest'];
  readonly reasons: readonly string[];
  readonly undelivered: number;
}

interface MessageOutcome {
  readonly entryId: string;
  readonly thread: string | null;
  readonly text: string;
}

/** The days of the scenario. */
const days = ['20261121', '20261122', '20261123'];

/** What is there now; asks the ports only, and changes nothing. */
export async function productOutcome(ports: ProductPorts, notifier: MemoryNotifier): Promise<ProductOutcome> {
  const hours = days.flatMap(hoursOfDay);
  const rolled = (await Promise.all(days.map((day) => ports.hours.readDaySummaries(day)))).flat().map(({ value }) => value);
  const fromStreams = await Promise.all(hours.map((hour) => hourFromIngest(ports.store, hour)));
  const fingerprints = new Map(fromStreams.map(({ hour, fingerprint }) => [hour, fingerprint]));
  const { incidents } = await ports.incidents.readOpen();
  return {
    fromStreams: byHour(fromStreams),
    asRead: byHour(await Promise.all(hours.map((hour) => hourFacts(ports, hour, false)))),
    rolledHours: rolled.map(({ hour }) => hour),
    staleHours: rolled.filter(({ hour, fingerprint }) => fingerprints.get(hour) !== fingerprint).map(({ hour }) => hour),
    counts: days.flatMap((day) => ports.counts.rowsOf(day)).map(countLine),
    histories: Object.fromEntries(await Promise.all(days.map(async (day) => [day, await historyOf(ports, day)]))),
    open: incidents.map(({ value }) => incidentOutcome(value)),
    closed: ports.incidents.closed().map(incidentOutcome),
    messages: messagesOf(notifier),
    waiting: Object.keys((await readLateHours(ports.state)).value?.hours ?? {}),
  };
}

type ReadHour = Awaited<ReturnType<typeof hourFromIngest>>;

/** Hours without anything are left out. */
function byHour(hours: readonly ReadHour[]): Readonly<Record<string, HourOutcome>> {
  const told = hours.filter(({ logs }) => logs.length > 0);
  return Object.fromEntries(
    told.map(({ hour, facts, logs }) => [hour, { facts: canonicalFacts(facts), logs: logs.map(({ lag: _, ...log }) => log) }]),
  );
}

const countLine = ({ hour, decision, port, protocol, country, flows, sourcesInHour, targetsInHour }: CountRow): string =>
  `${hour} ${decision} ${port}/${protocol} ${country}: ${flows} by ${sourcesInHour} to ${targetsInHour}`;

async function historyOf({ hours }: ProductPorts, day: string): Promise<DayHistory | null> {
  const summary = (await hours.readHistorySummary(day))?.value;
  const rows = summary === undefined ? null : await hours.readHistory(summary);
  return rows === null ? null : unpackHistory(rows);
}

const incidentOutcome = ({ id, state, severity, latest, reasons, outbox }: Incident): IncidentOutcome => ({
  id,
  state,
  severity,
  latest,
  // One evaluation more adds that nothing has changed.
  reasons: reasons.filter(({ reason }) => reason !== 'no-change').map(({ reason, detail }) => `${reason}: ${detail}`),
  undelivered: outbox.filter(({ delivery }) => delivery.step !== 'sent').length,
});

/** How long it was quiet depends on when the evaluation ran. */
const withoutTimes = (text: string): string => text.replace(/quiet for \d+ h/, 'quiet');

function messagesOf({ messages }: MemoryNotifier): readonly MessageOutcome[] {
  const entryOf = (ts: string | null): string | null =>
    messages.find(({ posted, threadTs }) => posted.ts === ts && threadTs === null)?.entryId ?? null;
  return messages
    .map(({ entryId, threadTs, notification }) => ({ entryId, thread: entryOf(threadTs), text: withoutTimes(notification.text) }))
    .toSorted((a, b) => (a.entryId < b.entryId ? -1 : 1));
}

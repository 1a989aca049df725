/** What a process finds in the tables at its first evaluation and at those after it: a window of rolled-up and open hours, and the days before. */
import { fingerprintOf } from '../../../src/count/fingerprint.ts';
import { packHistory } from '../../../src/count/pack-history.ts';
import { packInParts } from '../../../src/count/split-facts.ts';
import { historySettingsHash } from '../../../src/detect/history/history-settings-hash.ts';
import { makeDayHistory } from '../../../src/detect/history/make-day-history.ts';
import type { Cursor } from '../../../src/model/cursor.ts';
import { type DeniedColumns, type Facts, type PortKey, slotMs } from '../../../src/model/facts.ts';
import type { DayHistory, DoorRun } from '../../../src/model/history.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import { mostRowBytes } from '../../../src/pipeline/roll-up-hour.ts';
import { hourMs, hourStartMs, hoursOfDay } from '../../../src/read/hours.ts';
import type { Progress } from '../progress.ts';
import { watchedKeys } from './counted-hour.ts';
import { type HourMaker, hourMaker } from './facts-of-hour.ts';
import { type Network, networkOf } from './network.ts';
import { type RowWriter, rowWriter } from './row-files.ts';
import { cursorOfStream, streamsOfHour, streamsWithoutFacts, takeRows } from './streams-of-hour.ts';
import { historyDays, openHours, rolledHours, slotsOfPart } from './times.ts';

const slotsPerDay = (24 * hourMs) / slotMs;

/** What a bench prepares for. */
interface World {
  readonly network: Network;
  readonly maker: HourMaker;
  readonly settings: DetectionSettings;
  readonly watched: ReadonlySet<PortKey>;
  readonly writer: RowWriter;
}

/** Writes all rows that the ticks read into a folder. */
export async function prepareWindow(
  folder: string,
  targets: number,
  settings: DetectionSettings,
  progress: Progress,
): Promise<void> {
  const watched = watchedKeys(settings);
  const network = networkOf(targets);
  const world = { network, watched, settings, maker: hourMaker(network, watched), writer: await rowWriter(folder) };
  progress.stage('makes the hours');
  for (const [i, hour] of rolledHours.entries()) {
    await writeRolled(world, hour);
    progress.part(i + 1, rolledHours.length + openHours.length);
  }
  for (const hour of openHours) await writeOpen(world, hour);
  progress.stage('makes the histories');
  await writeHistories(world, progress);
}

const factsOf = ({ maker }: World, hour: string): Facts => maker.factsAt(hourStartMs(hour));

async function writeRolled(world: World, hour: string): Promise<void> {
  const { logs, cursors } = streamsWithoutFacts(world.network, hour);
  const rows = packInParts(factsOf(world, hour), mostRowBytes);
  await world.writer.open(hour, 'whole', cursors);
  await world.writer.hour({ hour, version: 'bench', rows: rows.length, fingerprint: fingerprintOf(cursors), logs }, rows);
}

async function writeOpen(world: World, hour: string): Promise<void> {
  const { network, watched, writer } = world;
  const whole = factsOf(world, hour);
  const part = beforeSlot(whole, Math.floor(hourStartMs(hour) / slotMs) + slotsOfPart(hour));
  const cursorsOf = (facts: Facts, revision: number): readonly Cursor[] =>
    streamsOfHour(network, hour, facts, watched).map((stream) => cursorOfStream(stream, revision));
  await writer.open(hour, 'part', cursorsOf(part, 1));
  await writer.open(hour, 'whole', cursorsOf(whole, 60));
}

/** What was there before a slot began. */
function beforeSlot(facts: Facts, slot: number): Facts {
  const rowsOf = (columns: DeniedColumns): readonly number[] =>
    [...columns.slot.keys()].filter((row) => (columns.slot[row] ?? 0) < slot);
  return {
    ...facts,
    denied: takeRows(facts.denied, rowsOf(facts.denied)),
    allowed: takeRows(facts.allowed, rowsOf(facts.allowed)),
  };
}

const distinctDays = 3;

/** Three days are made, the others are one of these on another day: a history takes as long to read wherever its numbers are from. */
async function writeHistories(world: World, progress: Progress): Promise<void> {
  const settingsHash = historySettingsHash(world.settings);
  for (let made = 0; made < distinctDays; made++) {
    const history = historyOf(world, historyDays[made] ?? '');
    for (let i = made; i < historyDays.length; i += distinctDays) {
      const day = historyDays[i] ?? '';
      const rows = packHistory(onDay(history, day, i - made));
      await world.writer.history({ day, version: 'bench', rows: rows.length, fingerprints: [], settingsHash }, rows);
    }
    progress.part(made + 1, distinctDays);
  }
}

function historyOf(world: World, day: string): DayHistory {
  const hours = hoursOfDay(day).map((hour) => {
    const { logs } = streamsWithoutFacts(world.network, hour);
    return { hour, facts: factsOf(world, hour), logs };
  });
  return makeDayHistory(day, hours, world.settings);
}

/** The same so many days before. */
function onDay(history: DayHistory, day: string, daysBefore: number): DayHistory {
  const earlier = daysBefore * slotsPerDay;
  const moveRun = (run: DoorRun): DoorRun => ({
    ...run,
    blocks: run.blocks.map(({ block, slot }) => ({ block, slot: slot - earlier })),
  });
  return {
    ...history,
    day,
    letIn: history.letIn.map((entry) => ({ ...entry, firstSlot: entry.firstSlot - earlier })),
    doors: history.doors.map((door) => {
      const firstRun = moveRun(door.firstRun);
      const changes = door.changes.map(({ slot, state }) => ({ slot: slot - earlier, state }));
      return { ...door, firstRun, changes, lastRun: door.isOneRun ? firstRun : moveRun(door.lastRun) };
    }),
  };
}

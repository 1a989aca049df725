import { alignFacts } from '../../count/concat-facts.ts';
import { mergeFacts } from '../../count/fact-tables.ts';
import { allowedRows, deniedRows } from '../../count/rows-of-columns.ts';
import type { HourFacts } from '../../count/summarize-hour.ts';
import { historySettingsHash } from '../../detect/history/history-settings-hash.ts';
import type { HistorySettings } from '../../detect/history/make-day-history.ts';
import type { HourLogs } from '../../model/detection-input.ts';
import { type Facts, slotMs } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';
import type { Installation } from '../../model/installation.ts';
import type { WindowFacts, WindowRoom } from '../../model/window.ts';
import { windowHours, windowOf } from '../../pipeline/evaluate/read-window.ts';
import { dayOf, hourMs, hourStartMs } from '../../read/hours.ts';
import { createHistoryArchive, type HistoryArchive, historyOf } from './history-archive.ts';
import { type RowsBySlot, rowsBefore, sortBySlot } from './sort-by-slot.ts';

/** Slots of a clock hour. */
export const slotsOfHour = hourMs / slotMs;

/** What an evaluation sees at the end of a slot. Good until the window moves on. */
export interface Look {
  /** The last second of the slot, ms. */
  readonly nowMs: number;
  readonly window: WindowFacts;
  /** Rejections of the hour that still goes on are left out: they say something once it is over. */
  readonly hours: readonly HourLogs[];
  /** Today's, of the hours so far, and those of the 15 days before it. */
  histories(settings: HistorySettings): readonly DayHistory[];
}

/** The last 24 hours of a replay and the days before them: memory does not depend on how much was read before. */
export interface ReplayWindow {
  /** The next clock hour, whole. Looks of before are done with. */
  addHour(hour: HourFacts): void;
  /** @param slot of the hour added last, 1 to 12: all that the logs tell of the hour up to the end of it */
  lookAt(slot: number): Look;
  /** @param known what had been logged by `nowMs` of the hour added last */
  lookWith(known: HourFacts, nowMs: number): Look;
}

/** An hour that goes on: its rows stand in the order of their slots. */
interface LastHour {
  readonly hour: HourFacts;
  readonly rows: RowsBySlot;
  /** All of the window, this hour's last. */
  readonly base: WindowFacts;
}

/**
 * A window that has seen nothing.
 *
 * @param installation when each flow log counts as first seen, ms
 * @param settings of all runs: a history is kept for each that differ in what it depends on
 */
export function createReplayWindow(installation: Installation, settings: readonly HistorySettings[]): ReplayWindow {
  const archive = createHistoryArchive(settings);
  let hours: readonly HourFacts[] = [];
  let room: WindowRoom | null = null;
  let last: LastHour | null = null;
  const looks = new Map<number, Look>();
  return {
    addHour: (added) => {
      const day = hours.at(-1)?.hour.slice(0, 8);
      if (day !== undefined && day !== dayOf(added.hour)) archive.close(day, hours);
      const sorted = { ...added, facts: withoutSums(sortBySlot(added.facts)) };
      const kept = [...hours, sorted].slice(-windowHours);
      const aligned = alignFacts(
        kept.map(({ facts }) => facts),
        room,
      );
      room = aligned.room;
      hours = kept.map((hour, i) => ({ ...hour, facts: aligned.parts[i] ?? hour.facts }));
      last = lastHour(hours, installation);
      looks.clear();
    },
    lookAt: (slot) => {
      if (last === null) throw new RangeError('A window without hours cannot be looked at');
      const look = looks.get(slot) ?? lookInto(hours, last, slot, archive);
      looks.set(slot, look);
      return look;
    },
    lookWith: (known, nowMs) => {
      const now = [...hours.slice(0, -1), { ...known, facts: withoutSums(known.facts), logs: withoutRejected(known.logs) }];
      return lookOf(now, windowOf(now, installation, nowMs), nowMs, archive);
    },
  };
}

const noSums = mergeFacts([]);
/** Findings go by rows alone: adding up totals and lag of 24 hours takes longer than all else. */
const withoutSums = (facts: Facts): Facts => ({ ...facts, totals: noSums.totals, lag: noSums.lag });

function lastHour(hours: readonly HourFacts[], installation: Installation): LastHour | null {
  const hour = hours.at(-1);
  if (hour === undefined) return null;
  const rows = { denied: hour.facts.denied.slot, allowed: hour.facts.allowed.slot };
  return { hour, rows, base: windowOf(hours, installation, hourStartMs(hour.hour)) };
}

function lookInto(hours: readonly HourFacts[], { hour, rows, base }: LastHour, slot: number, archive: HistoryArchive): Look {
  const startMs = hourStartMs(hour.hour);
  const { denied, allowed } = rowsBefore(rows, startMs / slotMs + slot);
  const firstRows = (facts: Facts, deniedCount: number, allowedCount: number): Facts => ({
    ...facts,
    denied: deniedRows(facts.denied, 0, deniedCount),
    allowed: allowedRows(facts.allowed, 0, allowedCount),
  });
  const isOver = slot === slotsOfHour;
  const logs = isOver ? hour.logs : withoutRejected(hour.logs);
  const now = [...hours.slice(0, -1), { ...hour, logs, facts: firstRows(hour.facts, denied, allowed) }];
  const before = (all: Uint32Array, ofHour: Uint32Array): number => all.length - ofHour.length;
  const window = {
    ...base,
    facts: firstRows(
      base.facts,
      before(base.facts.denied.slot, rows.denied) + denied,
      before(base.facts.allowed.slot, rows.allowed) + allowed,
    ),
  };
  return lookOf(now, window, startMs + slot * slotMs - 1000, archive);
}

const withoutRejected = (logs: HourFacts['logs']): HourFacts['logs'] => logs.map((log) => ({ ...log, rejected: 0 }));

function lookOf(hours: readonly HourFacts[], window: WindowFacts, nowMs: number, archive: HistoryArchive): Look {
  const day = dayOf(hours.at(-1)?.hour ?? '');
  const today = new Map<string, DayHistory>();
  return {
    nowMs,
    window,
    hours,
    histories: (settings) => {
      const hash = historySettingsHash(settings);
      const made = today.get(hash) ?? historyOf(day, hours, settings);
      today.set(hash, made);
      return [made, ...archive.before(hash)];
    },
  };
}

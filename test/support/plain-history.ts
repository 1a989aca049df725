import { slotMs } from '../../src/model/facts.ts';
import type { DoorChange } from '../../src/model/history.ts';
import type { HourLine } from './day-hours.ts';
import { at } from './facts-builder.ts';

/** What a history is asked for, found by walking over every line: the definitions word by word, slow and plain. */
export interface PlainQuestion {
  readonly source: string;
  readonly target: string;
  readonly port: number;
}

const slotOf = ({ time }: HourLine): number => Math.floor(at(time) / slotMs);
const isAt = (line: HourLine, { target, port }: Omit<PlainQuestion, 'source'>): boolean =>
  line.target === target && line.port === port && line.protocol === 6;

/** `203.0` of `203.0.113.7`, `2001:db8` of `2001:db8:1:2::/64` (for such plain texts). */
const blockOf = (source: string): string => source.split(/[.:]/).slice(0, 2).join(' ');
const prefixOf = (source: string): string => source.split(/[.:]/).slice(0, 3).join(' ');

/** The states of a door by a walk over all knocks. */
export function plainDoorChanges(
  lines: readonly HourLine[],
  door: Omit<PlainQuestion, 'source'>,
  isExpected: (line: HourLine) => boolean = () => false,
): DoorChange[] {
  const order = ({ hour, decision, source }: HourLine, slot: number) =>
    [hour, String(slot).padStart(9, '0'), decision === 'allowed' ? '0' : '1', source].join(' ');
  const knocks = lines
    .filter((line) => isAt(line, door) && !isExpected(line))
    .map((line) => ({ ...line, slot: slotOf(line), order: order(line, slotOf(line)) }))
    .sort((a, b) => (a.order < b.order ? -1 : Number(a.order > b.order)));
  const changes: DoorChange[] = [];
  for (const [i, { slot, decision }] of knocks.entries()) {
    const begins = knocks.findLastIndex((other, j) => j <= i && other.decision !== decision) + 1;
    const blocks = new Set(knocks.slice(begins, i + 1).map(({ source }) => blockOf(source)));
    const state = decision === 'allowed' ? 'open' : 'closed';
    if (blocks.size >= 5 && changes.at(-1)?.state !== state) changes.push({ slot, state });
  }
  return changes;
}

/** The slot of a source's first let-in through a door. */
export function plainFirstLetIn(lines: readonly HourLine[], question: PlainQuestion): number | null {
  const slots = lines
    .filter((line) => line.decision === 'allowed' && line.source === question.source && isAt(line, question))
    .map(slotOf);
  return slots.length === 0 ? null : Math.min(...slots);
}

/** A source's attempts (on watched ports, of days with three or more) and active days, by target. */
export function plainAttempts(
  lines: readonly HourLine[],
  source: string,
  watched: readonly number[],
): Record<string, { readonly attempts: number; readonly days: number }> {
  const sums: Record<string, { attempts: number; days: number }> = {};
  const attempts = lines.filter((line) => line.source === source && line.protocol === 6 && watched.includes(line.port));
  for (const ofDay of Map.groupBy(attempts, ({ hour, target }) => `${hour.slice(0, 8)} ${target}`).values()) {
    const flows = ofDay.reduce((sum, line) => sum + line.flows, 0);
    const target = ofDay[0]?.target ?? '';
    const known = sums[target] ?? { attempts: 0, days: 0 };
    if (flows >= 3) sums[target] = { attempts: known.attempts + flows, days: known.days + 1 };
  }
  return sums;
}

/** Distinct prefixes denied on a port in each hour, at an hour of the day and its neighbours, of hours with any line. */
export function plainCrowds(lines: readonly HourLine[], port: number, hourOfDay: number, judged: ReadonlySet<string>): number[] {
  const isNear = (hour: string) => [0, 1, 23].includes((Number(hour.slice(8)) - hourOfDay + 24) % 24);
  const hours = [...new Set(lines.map(({ hour }) => hour))].filter((hour) => isNear(hour) && !judged.has(hour));
  return hours.map((hour) => {
    const denied = lines.filter((line) => line.hour === hour && line.decision === 'denied' && line.port === port);
    return new Set(denied.map(({ source }) => prefixOf(source))).size;
  });
}

/** Denied flows on some ports, of all sources but one; of that one those of days with fewer than three attempts on a target. */
export function plainDenials(
  lines: readonly HourLine[],
  ports: readonly number[],
  without: string,
  watched: readonly number[],
): number {
  const tries = (line: HourLine) =>
    lines
      .filter(
        ({ source, target, hour, port }) =>
          source === line.source &&
          target === line.target &&
          hour.slice(0, 8) === line.hour.slice(0, 8) &&
          watched.includes(port),
      )
      .reduce((sum, { flows }) => sum + flows, 0);
  return lines
    .filter(({ decision, port }) => decision === 'denied' && ports.includes(port))
    .filter((line) => line.source !== without || tries(line) < 3)
    .reduce((sum, { flows }) => sum + flows, 0);
}

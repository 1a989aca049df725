import type { PortKey, Target } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';
import type { Detection } from '../detection.ts';
import { pairRowsOf } from '../history/find-in-history.ts';
import type { NumberedDay, NumberedDays } from './number-days.ts';
import type { RankedPorts } from './ranked-ports.ts';
import { eachAttempt, type SuspectRows } from './suspect-rows.ts';
import type { Tally } from './tally.ts';

/** Attempts of a source on a target in a day from which on they count. */
export const attemptsOfActiveDay = 3;

/** Where the past of sources is read: the history, and the window's rows of suspects. */
export interface LookBackContext {
  readonly detection: Detection;
  readonly days: NumberedDays;
  readonly ranked: RankedPorts;
  readonly rows: SuspectRows;
}

/** A source whose past is added up. */
export interface PastSource {
  /** In the facts' sources. */
  readonly index: number;
  readonly address: string;
  /** The test for doors at which its attempts are left out; null where they are at none. */
  readonly isLeftOut: ((target: Target, port: PortKey) => boolean) | null;
}

/** Top target, by its number, and top port of a suspect. */
export interface TopDoor {
  readonly target: number;
  readonly rank: number;
  readonly port: PortKey;
}

/** What adds up over the sources of a suspect, by number of the target. */
export interface PastSums {
  /** Attempts on days with at least three. */
  readonly worked: Tally;
  /** Denied attempts of the window that no history keeps, because they are fewer. */
  readonly rest: Tally;
  /** Own denials on the top port, and on all watched ones: those that histories keep, and the rest of the window. */
  ownOnPort: number;
  ownOnAll: number;
  /**
   * Days and targets that histories keep of the source at hand, by place of the day × number of targets + number of the target: the attempts
   * that day, of a group those on its most attempted member, and one more.
   */
  readonly kept: Tally;
}

/** Adds up the past of a source; gives the days on which it was active at the top target. */
export function addPastOfSource(context: LookBackContext, source: PastSource, top: TopDoor, sums: PastSums): number {
  const { days, targetCount } = context.days;
  sums.kept.clear();
  const activeDays = days.filter((day, place) => {
    const [from, to] = pairRowsOf(day.history, source.address);
    addOwnDenials(day.history, from, to, top, sums);
    return addAttempts(day, from, to, source, top, sums, place * targetCount);
  });
  addRestOfWindow(context, source, top, sums);
  return activeDays.length;
}

function addOwnDenials({ pairs }: DayHistory, from: number, to: number, top: TopDoor, sums: PastSums): void {
  const { port, isDenied, attempts } = pairs;
  for (let row = from; row < to; row++) {
    if (isDenied[row] !== 1) continue;
    sums.ownOnAll += attempts[row] ?? 0;
    if (port[row] === top.port) sums.ownOnPort += attempts[row] ?? 0;
  }
}

/** Tells whether the source was active at the top target that day. */
function addAttempts(
  { history, numberOf }: NumberedDay,
  from: number,
  to: number,
  source: PastSource,
  top: TopDoor,
  { worked, kept }: PastSums,
  firstPlace: number,
): boolean {
  const { target } = history.pairs;
  let isActive = false;
  for (let row = from, next = from; row < to; row = next) {
    next = endOfTarget(target, row, to);
    const number = numberOf[target[row] ?? 0] ?? 0;
    const attempts = attemptsIn(history, row, next, source);
    // Of a group the day's most attempted member counts: all of it together would look like one target worked on by everyone.
    const before = kept.get(firstPlace + number);
    if (attempts + 1 > before) kept.add(firstPlace + number, attempts + 1 - before);
    const most = before - 1;
    if (attempts < attemptsOfActiveDay || attempts <= most) continue;
    worked.add(number, most >= attemptsOfActiveDay ? attempts - most : attempts);
    if (number === top.target) isActive = true;
  }
  return isActive;
}

/** The rows of a source stand by target. */
function endOfTarget(target: Uint32Array, from: number, to: number): number {
  let row = from + 1;
  while (row < to && target[row] === target[from]) row++;
  return row;
}

/** Attempts in the rows of one target, denied or allowed. */
function attemptsIn({ pairs, targets }: DayHistory, from: number, to: number, { isLeftOut }: PastSource): number {
  const at = targets[pairs.target[from] ?? 0];
  let sum = 0;
  for (let row = from; row < to; row++) {
    if (isLeftOut === null || at === undefined || !isLeftOut(at, pairs.port[row] ?? 0)) sum += pairs.attempts[row] ?? 0;
  }
  return sum;
}

function addRestOfWindow({ days, ranked, rows }: LookBackContext, { index }: PastSource, top: TopDoor, sums: PastSums): void {
  const portCount = ranked.ports.length;
  eachAttempt(rows, index, (door, flows, hour) => {
    const target = days.groupOf[Math.floor(door / portCount)] ?? 0;
    const place = days.dayOfHour[hour] ?? -1;
    if (place >= 0 && sums.kept.get(place * days.targetCount + target) > 0) return;
    sums.rest.add(target, flows);
    if (place < 0) return;
    sums.ownOnAll += flows;
    if (door % portCount === top.rank) sums.ownOnPort += flows;
  });
}

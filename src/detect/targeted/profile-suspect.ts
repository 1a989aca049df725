import { compareText } from '../compare-text.ts';
import type { BestScore } from './best-score.ts';
import { fewestSources, type Suspect } from './choose-suspects.ts';
import type { RankedPorts } from './ranked-ports.ts';
import { eachAttempt, type RankedDoor, type SuspectRows } from './suspect-rows.ts';
import { createTally, type Tally } from './tally.ts';

/** What the window tells of a suspect, exactly. */
export interface Profile {
  /** Index in the view of its top target: most attempts, then most ports, then name. */
  readonly target: number;
  /** Attempts on, watched ports of, and clock hours at its top target. */
  readonly attempts: number;
  readonly ports: number;
  readonly hours: number;
  /** Ranks of the ports there with at least a third of the top port's attempts: most attempts first, then by rank. */
  readonly mainPorts: readonly number[];
  /** The highest weight among them. */
  readonly weight: number;
  /** Sources at its top door: of the top target, the first of `mainPorts`. */
  readonly company: number;
}

/** What the profiles of all suspects are made from. */
export interface ProfileContext {
  readonly rows: SuspectRows;
  readonly ranked: RankedPorts;
  readonly targetCount: number;
  /** Orders targets with equally many attempts and ports. */
  readonly targetName: (target: number) => string;
  readonly bestScore: BestScore;
  /** Suspects whose score cannot reach it are passed over. */
  readonly lowest: number;
}

const hoursOfWindow = 24;

/** Counters used for one suspect after the other. */
interface Tallies {
  readonly byTarget: Tally;
  readonly doors: Tally;
  /** Sources at each door. */
  readonly crowds: Tally;
}

/**
 * Makes the function that profiles suspects, one after the other. It gives null for one whose attempts, taken target by target, are too
 * few, and for a prefix without enough sources at any door.
 */
export function profileSuspects(context: ProfileContext): (suspect: Suspect) => Profile | null {
  const doorCount = context.targetCount * context.ranked.ports.length;
  const tallies = {
    byTarget: createTally(context.targetCount),
    doors: createTally(doorCount),
    crowds: createTally(doorCount),
  };
  return ({ scope, members }) => {
    const sources = scope === 'source' ? 1 : countCrowds(context.rows, members, tallies);
    if (scope === 'prefix' && sources < fewestSources) return null;
    const attempts = countTargets(context, members, tallies.byTarget);
    if (attempts === 0 || context.bestScore(attempts, sources) < context.lowest) return null;
    const target = topTarget(context, members, attempts, tallies);
    const company = (door: RankedDoor): number => (scope === 'source' ? 1 : tallies.crowds.get(door));
    return { target, attempts, ...describeTarget(context, members, target, company) };
  };
}

/** Counts the sources at each door; gives those at the fullest. */
function countCrowds(rows: SuspectRows, members: readonly number[], { doors, crowds }: Tallies): number {
  let fullest = 0;
  crowds.clear();
  for (const member of members) {
    doors.clear();
    eachAttempt(rows, member, (door) => doors.add(door, 1));
    for (const door of doors.keys()) fullest = Math.max(fullest, crowds.add(door, 1));
  }
  return fullest;
}

/** Counts the attempts on each target; gives those on the top one. */
function countTargets({ rows, ranked }: ProfileContext, members: readonly number[], byTarget: Tally): number {
  let most = 0;
  byTarget.clear();
  const visit = (door: RankedDoor, flows: number): void => {
    most = Math.max(most, byTarget.add(targetOf(door, ranked), flows));
  };
  for (const member of members) eachAttempt(rows, member, visit);
  return most;
}

/** Of the targets with most attempts that with most ports, of these the first by name. */
function topTarget(context: ProfileContext, members: readonly number[], most: number, { byTarget, doors }: Tallies): number {
  const tied = byTarget.keys().filter((target) => byTarget.get(target) === most);
  if (tied.length === 1) return tied[0] ?? 0;
  const isTied = (door: RankedDoor): boolean => byTarget.get(targetOf(door, context.ranked)) === most;
  const ports = portsByTarget(context, members, isTied, doors);
  const isBefore = (a: number, b: number): boolean => {
    const morePorts = (ports.get(a) ?? 0) - (ports.get(b) ?? 0);
    return morePorts === 0 ? compareText(context.targetName(a), context.targetName(b)) < 0 : morePorts > 0;
  };
  return tied.reduce((top, target) => (isBefore(target, top) ? target : top));
}

/** Distinct ports of each target, as far as its doors are asked for. */
function portsByTarget(
  { rows, ranked }: ProfileContext,
  members: readonly number[],
  isAskedFor: (door: RankedDoor) => boolean,
  doors: Tally,
): Map<number, number> {
  doors.clear();
  const visit = (door: RankedDoor): void => {
    if (isAskedFor(door)) doors.add(door, 1);
  };
  for (const member of members) eachAttempt(rows, member, visit);
  const ports = new Map<number, number>();
  for (const door of doors.keys()) ports.set(targetOf(door, ranked), (ports.get(targetOf(door, ranked)) ?? 0) + 1);
  return ports;
}

function describeTarget(
  { rows, ranked }: ProfileContext,
  members: readonly number[],
  target: number,
  companyAt: (door: RankedDoor) => number,
): Omit<Profile, 'target' | 'attempts'> {
  const ofPort = new Float64Array(ranked.ports.length);
  const hours = new Set<number>();
  const visit = (door: RankedDoor, flows: number, hour: number): void => {
    if (targetOf(door, ranked) !== target) return;
    const rank = door % ofPort.length;
    ofPort[rank] = (ofPort[rank] ?? 0) + flows;
    hours.add(hour);
  };
  for (const member of members) eachAttempt(rows, member, visit);
  const mainPorts = mainPortsOf(ofPort);
  return {
    ports: ofPort.filter((flows) => flows > 0).length,
    // Of the last minutes before it the window's first hour tells too: they are of no hour of its own.
    hours: Math.min(hoursOfWindow, hours.size),
    mainPorts,
    weight: Math.max(...mainPorts.map((rank) => ranked.ports[rank]?.weight ?? 0)),
    company: companyAt(target * ofPort.length + (mainPorts[0] ?? 0)),
  };
}

/** Ranks of the ports with at least a third of the top port's attempts, most first. */
function mainPortsOf(flows: Float64Array): number[] {
  const most = Math.max(...flows);
  const ranks = [...flows.keys()].filter((rank) => (flows[rank] ?? 0) * 3 >= most);
  return ranks.sort((a, b) => (flows[b] ?? 0) - (flows[a] ?? 0) || a - b);
}

function targetOf(door: RankedDoor, { ports }: RankedPorts): number {
  return Math.floor(door / ports.length);
}

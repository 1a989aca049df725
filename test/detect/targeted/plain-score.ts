import { expectedAtDoor } from '../../../src/detect/match/expected-at-door.ts';
import { scoreParts, totalScore } from '../../../src/detect/targeted/score-parts.ts';
import type { ScoreInputs } from '../../../src/model/findings/targeted.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import { at, type Line, targetNamed } from '../../support/facts-builder.ts';

/** A score as the definitions read, without any thought of speed. */
export interface PlainScore {
  readonly name: string;
  readonly members: readonly string[];
  readonly target: string;
  readonly port: number;
  readonly inputs: ScoreInputs;
  readonly score: number;
}

const dayMs = 24 * 3_600_000;
const attemptsOfActiveDay = 3;

/** Scores every source, and every IPv4 /24 with five sources at one door, by looking at all lines again and again. */
export function plainScores(lines: readonly Line[], settings: DetectionSettings, windowStartMs: number): PlainScore[] {
  const windowEndMs = windowStartMs + dayMs;
  const isExpected = expectedAtDoor(settings);
  const isLeftOut = ({ source, target, port, protocol }: Line) => isExpected(source, targetNamed(target), port, protocol);
  const weights = new Map(settings.watchedPorts.map(({ port, protocol, weight }) => [`${port}/${protocol}`, weight]));
  const isWatched = ({ port, protocol }: Line): boolean => weights.has(`${port}/${protocol}`);
  const firstDay = Math.floor((windowEndMs - 1) / dayMs) - 13;
  const past = lines.filter((line) => dayOf(line) >= firstDay && at(line.time) < windowEndMs);
  const denials = past.filter(({ time, decision }) => decision === 'denied' && at(time) >= windowStartMs);
  const attempts = denials.filter((line) => isWatched(line) && !isLeftOut(line));
  const world = {
    past: past.filter(isWatched),
    isLeftOut,
    weights,
    targetsSeen: distinct(denials, ({ target }) => target).length,
  };
  const bySource = distinct(attempts, ({ source }) => source).map((source) => ({ name: source, members: [source] }));
  const byPrefix = [...Map.groupBy(bySource, ({ name }) => prefixOf(name))]
    .map(([name, sources]) => ({ name, members: sources.flatMap(({ members }) => members) }))
    .filter(({ members }) => fullestDoor(attempts, members) >= 5);
  return [...bySource, ...byPrefix].map((suspect) => plainScore(suspect, attempts, world));
}

interface World {
  readonly past: readonly Line[];
  readonly isLeftOut: (line: Line) => boolean;
  readonly weights: ReadonlyMap<string, number>;
  readonly targetsSeen: number;
}

function plainScore({ name, members }: Pick<PlainScore, 'name' | 'members'>, all: readonly Line[], world: World): PlainScore {
  const attempts = all.filter(({ source }) => members.includes(source));
  const target = best(
    distinct(attempts, (line) => line.target),
    (one) => [
      -flowsOf(attempts.filter((line) => line.target === one)),
      -portsOf(attempts.filter((line) => line.target === one)),
      one,
    ],
  );
  const there = attempts.filter((line) => line.target === target);
  const port = best(distinct(there, portOf), (one) => [
    -flowsAt(there, one),
    -(world.weights.get(one) ?? 0),
    Number(one.split('/')[0]),
  ]);
  const inputs: ScoreInputs = {
    attempts: flowsOf(there),
    ports: portsOf(there),
    hours: distinct(there, ({ time }) => Math.floor(at(time) / 3_600_000)).length,
    days: Math.max(...members.map((member) => activeDays(world, member).filter((day) => day.target === target).length)),
    targetsWorkedOn: targetsWorkedOn(world, members, attempts, target),
    targetsSeen: world.targetsSeen,
    share: shareOf(world, members, attempts, port),
    weight: Math.max(
      ...distinct(there, portOf)
        .filter((one) => flowsAt(there, one) * 3 >= flowsAt(there, port))
        .map((one) => world.weights.get(one) ?? 0),
    ),
    company:
      members.length === 1
        ? 1
        : distinct(
            there.filter((line) => portOf(line) === port),
            ({ source }) => source,
          ).length,
  };
  const score = totalScore(scoreParts(inputs, { criticality: 1, isKnownScanner: false }));
  return { name, members, target, port: Number(port.split('/')[0]), inputs, score };
}

/** Days on which a source made at least three attempts on a target. */
function activeDays({ past, isLeftOut }: World, source: string): { readonly target: string; readonly flows: number }[] {
  const own = past.filter((line) => line.source === source && !isLeftOut(line));
  return [...Map.groupBy(own, (line) => `${dayOf(line)} ${line.target}`).values()]
    .map((ofDay) => ({ target: ofDay[0]?.target ?? '', flows: flowsOf(ofDay) }))
    .filter(({ flows }) => flows >= attemptsOfActiveDay);
}

/** A prefix has the attempts, too, that its sources made in the window and no history keeps. */
function targetsWorkedOn(world: World, members: readonly string[], window: readonly Line[], top: string): number {
  const days = members.flatMap((member) => activeDays(world, member));
  const rest = members.length === 1 ? [] : window.filter((line) => !isKept(world, line));
  const attemptsOn = (target: string): number => {
    const sum = [...days, ...rest].filter((one) => one.target === target).reduce((total, { flows }) => total + flows, 0);
    return sum < attemptsOfActiveDay ? 0 : sum;
  };
  const targets = distinct([...days, ...rest], ({ target }) => target).filter(
    (target) => target !== top && attemptsOn(target) > 0,
  );
  return 1 + targets.filter((target) => attemptsOn(target) * 10 >= attemptsOn(top)).length;
}

/** Histories keep a source and target with at least three attempts in a day. */
function isKept({ past }: World, line: Line): boolean {
  const ofDay = past.filter(({ source, target }) => source === line.source && target === line.target);
  return flowsOf(ofDay.filter((other) => dayOf(other) === dayOf(line))) >= attemptsOfActiveDay;
}

/** Without its own denials: those that histories keep, and those of the window. */
function shareOf(world: World, members: readonly string[], window: readonly Line[], port: string): number | null {
  const denied = world.past.filter(({ decision }) => decision === 'denied');
  const kept = denied.filter((line) => members.includes(line.source) && isKept(world, line));
  const own = [...kept, ...window.filter((line) => !isKept(world, line))];
  const others = flowsOf(denied) - flowsOf(own);
  return others === 0 ? null : (flowsAt(denied, port) - flowsAt(own, port)) / others;
}

function fullestDoor(attempts: readonly Line[], members: readonly string[]): number {
  const own = attempts.filter(({ source }) => members.includes(source));
  const doors = Map.groupBy(own, (line) => `${line.target} ${portOf(line)}`).values();
  return Math.max(...doors.map((atDoor) => distinct(atDoor, ({ source }) => source).length));
}

const prefixOf = (source: string): string => source.replace(/\.\d+$/, '.0/24');
const portOf = ({ port, protocol }: Line): string => `${port}/${protocol}`;
const dayOf = ({ time }: Line): number => Math.floor(at(time) / dayMs);
const flowsOf = (lines: readonly Line[]): number => lines.reduce((sum, { flows }) => sum + flows, 0);
const flowsAt = (lines: readonly Line[], port: string): number => flowsOf(lines.filter((line) => portOf(line) === port));
const portsOf = (lines: readonly Line[]): number => distinct(lines, portOf).length;

function distinct<T, K>(values: readonly T[], keyOf: (value: T) => K): K[] {
  return [...new Set(values.map(keyOf))];
}

/** The first by some values, one after the other. */
function best(candidates: readonly string[], orderOf: (candidate: string) => readonly (number | string)[]): string {
  const [first = ''] = candidates.toSorted((a, b) => {
    const [orderA, orderB] = [orderOf(a), orderOf(b)];
    const place = orderA.findIndex((value, i) => value !== orderB[i]);
    if (place < 0) return 0;
    return (orderA[place] ?? 0) < (orderB[place] ?? 0) ? -1 : 1;
  });
  return first;
}

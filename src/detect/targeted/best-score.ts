import type { NamedTarget } from '../../model/settings.ts';
import type { RankedPorts } from './ranked-ports.ts';
import { companyPoints, dayPoints, focusPoints, hourPoints, mostPoints, portPoints, weightFactor } from './score-parts.ts';

/**
 * The highest score that so many attempts on the top target, made by so many sources, could have: each on another port and in another hour,
 * whatever the history says. Asked a million times an evaluation.
 */
export type BestScore = (attempts: number, sources: number) => number;

/** From so many on, more attempts or sources add nothing. */
const tableLength = 128;
const hoursOfWindow = 24;
/** The real score adds up in another order: its last digits may differ. */
const tolerance = 1e-6;

/** Makes the function for some settings and so many days of history. */
export function bestScores({ ports }: RankedPorts, named: readonly NamedTarget[], days: number): BestScore {
  const highestWeight = Math.max(0, ...ports.map(({ weight }) => weight));
  const factor = weightFactor(highestWeight) * Math.max(1, ...named.map(({ criticality }) => criticality));
  const always = dayPoints(days) + mostPoints.rarity + tolerance;
  const byAttempts = tableOf(
    (attempts) =>
      focusPoints(attempts) + portPoints(Math.min(attempts, ports.length)) + hourPoints(Math.min(attempts, hoursOfWindow)),
  );
  const bySources = tableOf(companyPoints);
  return (attempts, sources) => factor * (at(byAttempts, attempts) + at(bySources, sources) + always);
}

function tableOf(points: (count: number) => number): Float64Array {
  return Float64Array.from({ length: tableLength }, (_, count) => points(count));
}

function at(table: Float64Array, count: number): number {
  return table[Math.min(count, tableLength - 1)] ?? 0;
}

import type { ScoreInputs, ScoreParts } from '../../model/findings/targeted.ts';

/** What a score is multiplied by beside what was counted. */
export interface ScoreFactors {
  /** Of the top target, 0.8 to 1.3; 1 where settings give none. */
  readonly criticality: number;
  readonly isKnownScanner: boolean;
}

/** A known scanner's score counts for so much. */
const knownScannerFactor = 0.3;

/** Most points each part can give. */
export const mostPoints = { focus: 40, ports: 25, hours: 15, days: 15, rarity: 5, company: 15 } as const;

/** The parts of the targeting score, from what was counted. Unrounded. */
export function scoreParts(inputs: ScoreInputs, { criticality, isKnownScanner }: ScoreFactors): ScoreParts {
  return {
    focus: focusPoints(inputs.attempts),
    ports: portPoints(inputs.ports),
    hours: hourPoints(inputs.hours),
    days: dayPoints(inputs.days),
    rarity: rarityPoints(inputs.share),
    company: companyPoints(inputs.company),
    weightFactor: weightFactor(inputs.weight),
    criticality,
    aimFactor: aimFactor(inputs.targetsWorkedOn, inputs.targetsSeen),
    scannerFactor: isKnownScanner ? knownScannerFactor : 1,
  };
}

/** The points of all parts together, before the factors. */
export function pointsOf({ focus, ports, hours, days, rarity, company }: ScoreParts): number {
  return focus + ports + hours + days + rarity + company;
}

/** The score of some parts: 0 to 100, unrounded. A known scanner's is at most 30: its factor comes after the limit. */
export function totalScore(parts: ScoreParts): number {
  const product = parts.weightFactor * parts.criticality * parts.aimFactor * pointsOf(parts);
  return parts.scannerFactor * clamp(product, 0, 100);
}

/** Denied attempts on the top target: none up to 10, all from 100. */
export const focusPoints = (attempts: number): number => mostPoints.focus * ramp(attempts, 10, 100);

/** Watched ports tried there: none for 1, all from 8. */
export const portPoints = (ports: number): number => mostPoints.ports * ramp(ports, 1, 8);

/** Clock hours active there in the window: none up to 2, all from 12. */
export const hourPoints = (hours: number): number => mostPoints.hours * ramp(hours, 2, 12);

/** Days active there in the history: none for 1, all from 4. */
export const dayPoints = (days: number): number => mostPoints.days * ramp(days, 1, 4);

/** Sources of a prefix at its top door: none up to 4, all from 30. */
export const companyPoints = (sources: number): number => mostPoints.company * ramp(sources, 4, 30);

/** By the top port's share in all denials: none from an eighth, all up to a 128th; none where nobody else was denied. */
function rarityPoints(share: number | null): number {
  return share === null ? 0 : mostPoints.rarity * clamp((-Math.log2(share) - 3) / 4, 0, 1);
}

/** 0.6 to 1.2 by a port's weight, 0 to 10. */
export const weightFactor = (weight: number): number => 0.6 + 0.06 * weight;

/** 1 for one target of many, 0 for all of them. */
function aimFactor(targetsWorkedOn: number, targetsSeen: number): number {
  const spread = targetsSeen <= 1 ? 0 : clamp((targetsWorkedOn - 1) / (targetsSeen - 1), 0, 1);
  return (1 - spread) ** 2;
}

/** How far a number has come from one value to another, by its logarithm: 0 to 1. */
function ramp(value: number, from: number, to: number): number {
  return value <= 0 ? 0 : clamp(Math.log(value / from) / Math.log(to / from), 0, 1);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

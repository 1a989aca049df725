import pc from 'picocolors';
import type { SubjectScore } from '../../detect/explain/score-subject.ts';
import { cleanText } from '../../message/clean-text.ts';
import { signedPointsText } from '../../message/count-text.ts';
import { roundToSum } from '../../message/tell/round-to-sum.ts';
import { type ScoreStep, scoreSteps } from '../../message/tell/score-steps.ts';
import { hangText } from '../hang-text.ts';
import { plural } from '../plural.ts';
import { portText } from '../port-text.ts';
import { paintSeverity } from '../severity-colour.ts';
import type { Explanation } from './explanation.ts';

const nameWidth = 14;
const pointsWidth = 6;
const targetCharacters = 20;
/** Columns that a line needs beside its bar. */
const besideBar = nameWidth + pointsWidth + 46;
const mostBarWidth = 40;
const leastBarWidth = 10;

/** The scores of a subject and of its prefix, each as a waterfall from its first part to the score. */
export function scoreTexts({ scores, settings }: Explanation, columns: number): readonly string[] {
  if (scores.length === 0) return [];
  return scores.map((scored) =>
    [
      headText(scored, settings, columns),
      ...waterfall(scored, columns),
      ...notes(scored).map((note) => hangText(note, { columns, indent: 1 })),
    ].join('\n'),
  );
}

function headText(
  { scope, name, score, targetName }: SubjectScore,
  { bounds: { targeted } }: Explanation['settings'],
  columns: number,
): string {
  const { low, medium, high } = targeted;
  const severity = score >= high ? 'high' : score >= medium ? 'medium' : score >= low ? 'low' : null;
  const verdict = severity === null ? 'below every bound' : paintSeverity(severity, severity);
  const whose = scope === 'prefix' ? `Score of the prefix ${name}` : 'Its score';
  const first = ` ${pc.bold(`${whose}, aimed at ${cleanText(targetName, targetCharacters)}: ${tenths(score)} of 100`)}`;
  return `${first}\n${hangText(`${verdict} (low from ${low}, medium from ${medium}, high from ${high})`, { columns, indent: 1 })}`;
}

/** Rounded down, so that a score that misses a bound never reads as if it reached it. */
const tenths = (score: number): string => (Math.floor(score * 10) / 10).toFixed(1);

function waterfall(scored: SubjectScore, columns: number): readonly string[] {
  const steps = scoreSteps(scored).filter(({ part, points }) => part !== 'limit' || points !== 0);
  const shown = roundToSum(
    steps.map(({ points }) => points),
    scored.score,
  );
  const width = Math.max(leastBarWidth, Math.min(mostBarWidth, columns - besideBar));
  const most = Math.max(100, ...cumulate(steps));
  let reached = 0;
  const lines = steps.map((step, i) => {
    const from = reached;
    reached += step.points;
    return stepLine(step, shown[i] ?? 0, barBetween(from, reached, most, width), numbersOf(scored, step.part));
  });
  const total = pc.green('█'.repeat(Math.round((scored.score / most) * width)).padEnd(width));
  return [
    ...lines,
    ` ${pc.bold('score'.padEnd(nameWidth))}${pc.bold(tenths(scored.score).padStart(pointsWidth))}  ${total}`.trimEnd(),
  ];
}

function cumulate(steps: readonly ScoreStep[]): number[] {
  let sum = 0;
  return steps.map(({ points }) => {
    sum += points;
    return sum;
  });
}

/** A part of the bar: what a step adds is full, what it takes is light. */
function barBetween(from: number, to: number, most: number, width: number): string {
  if (from === to) return ' '.repeat(width);
  const [low, high] = [Math.min(from, to), Math.max(from, to)].map((points) => Math.round((points / most) * width)) as [
    number,
    number,
  ];
  const start = Math.min(low, width - 1);
  const length = Math.max(1, high - start);
  const drawn = to > from ? pc.cyan('█'.repeat(length)) : pc.red('░'.repeat(length));
  return `${' '.repeat(start)}${drawn}${' '.repeat(Math.max(0, width - start - length))}`;
}

function stepLine({ name, points }: ScoreStep, shown: number, bar: string, numbers: string): string {
  const text = points === 0 ? '0.0' : signedPointsText(shown);
  const line = ` ${name.replace(/ \(.*/, '').padEnd(nameWidth)}${text.padStart(pointsWidth)}  ${bar}  ${numbers}`;
  return points === 0 ? pc.dim(line) : line;
}

/** The numbers that went into a step, by the letters of the formula. */
function numbersOf({ inputs, parts, mainPorts, scope, scanner }: SubjectScore, part: ScoreStep['part']): string {
  const [top] = mainPorts;
  const factor = (value: number): string => `× ${Number(value.toFixed(2))}`;
  switch (part) {
    case 'focus':
      return `n = ${plural(inputs.attempts, 'denied attempt')} there`;
    case 'ports':
      return `P = ${plural(inputs.ports, 'watched port')} there`;
    case 'hours':
      return `h = ${plural(inputs.hours, 'clock hour')} of 24 there`;
    case 'days':
      return `d = ${plural(inputs.days, 'day')} of 14 there${scope === 'prefix' ? ' (its best source)' : ''}`;
    case 'rarity':
      return `share of ${portText(top?.port ?? 0, top?.protocol ?? 0)} = ${shareText(inputs.share)}`;
    case 'company':
      return scope === 'prefix' ? `${plural(inputs.company, 'source')} at one door` : 'for a prefix only';
    case 'weightFactor':
      return `${factor(parts.weightFactor)}: w = ${inputs.weight} of 10`;
    case 'criticality':
      return `${factor(parts.criticality)}: of the target`;
    case 'aimFactor':
      return `${factor(parts.aimFactor)}: T = ${inputs.targetsWorkedOn} of E = ${plural(inputs.targetsSeen, 'target')}`;
    case 'limit':
      return 'no score is above 100';
    case 'scannerFactor':
      return parts.scannerFactor === 1
        ? '× 1: no known scanner'
        : `${factor(parts.scannerFactor)}: ${cleanText(scanner, targetCharacters)}`;
  }
}

function shareText(share: number | null): string {
  return share === null ? 'none: nobody else was denied' : `${Number((share * 100).toFixed(1))} % of all others`;
}

function notes({ inputs, isAbsorbed }: SubjectScore): readonly string[] {
  const alone =
    'No score is told: with one target that turned anyone away (E = 1) nobody can say whether this is aimed at you or at everyone. The digest lists it.';
  return [
    ...(inputs.targetsSeen <= 1 ? [alone] : []),
    ...(isAbsorbed ? ['Its prefix has the same top target and is at least as grave: that is told in its place.'] : []),
  ];
}

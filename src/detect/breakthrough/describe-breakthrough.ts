import { slotMs } from '../../model/facts.ts';
import type { Breakthrough, LetInDoor } from '../../model/findings/breakthrough.ts';
import type { DoorChange } from '../../model/history.ts';
import type { Bounds } from '../../model/settings.ts';
import { blocksOfRun } from '../history/walk-door.ts';
import { leadingRule, ruleOfLetIn } from '../leading-rule.ts';
import type { nameTargets } from '../name-target.ts';
import { isJustInTime } from '../rule-kind.ts';
import { compareDoors, type DoorKey, doorTarget, readDoor, seenTarget, type WindowView } from '../view-window.ts';
import { minuteText } from '../words/minute-text.ts';
import { portText } from '../words/port-text.ts';
import { type Candidate, firstSlot, flowsByDoor, lastSlot, sumFlows } from './find-candidates.ts';
import { type Rating, rateBreakthrough } from './rate-breakthrough.ts';
import { type LetInSums, repliedThroughAny, sumLetIns } from './replied.ts';

/** What was known of doors, beyond the window where there are days of history. */
export interface KnownOfDoors {
  readonly changesOf: ReadonlyMap<DoorKey, readonly DoorChange[]>;
  /** Days of history looked at. */
  readonly days: number;
  readonly bounds: Bounds['breakthrough'];
}

/** One let-in with what follows from it. */
interface LetIn {
  readonly candidate: Candidate;
  readonly door: LetInDoor;
  readonly sums: LetInSums;
  readonly rating: Rating;
}

/** Makes the finding from all let-ins of one source to one target (at least one). */
export function describeBreakthrough(
  view: WindowView,
  candidates: readonly Candidate[],
  nameOf: ReturnType<typeof nameTargets>,
  known: KnownOfDoors,
): Breakthrough {
  const letIns = candidates.map((candidate) => describeLetIn(view, candidate, known.bounds)).sort(byWeight);
  const [first] = letIns;
  if (first === undefined) throw new RangeError('A breakthrough needs at least one let-in, got none');
  const worst = letIns.find(({ rating }) => rating.severity === 'critical') ?? first;
  const source = view.facts.sources.address[first.candidate.source] ?? '';
  const seen = seenTarget(view, first.candidate.door);
  const digestOnly = letIns.every(({ door }) => isJustInTime(door.allowedBy));
  return {
    finding: 'breakthrough',
    key: `${source} ${seen.key}`,
    severity: worst.rating.severity,
    openedAtMs: first.door.letInAtMs,
    sources: [source],
    doors: letIns.map(({ door: { target, port, protocol } }) => ({ target, port, protocol })),
    score: null,
    learning: null,
    source,
    country: view.facts.sources.country[first.candidate.source] ?? '',
    door: readDoor(view, first.candidate.door),
    targetName: nameOf(seen.target),
    letInAtMs: first.door.letInAtMs,
    lastSeenAtMs: lastSeenAtMs(view, letIns),
    ...describeDenials(view, letIns),
    ...sumUp(letIns),
    letInDoors: letIns.map(({ door }) => door),
    allowedBy: first.door.allowedBy,
    digestOnly,
    installedAtMs: seen.installedAtMs,
    why: [...explain(view, first, worst, known), ...(digestOnly ? [justInTimeText] : [])],
  };
}

const justInTimeText = 'A just-in-time rule let it in, access that someone asked for: it is for the digest only.';

function describeLetIn(view: WindowView, candidate: Candidate, { criticalDenials }: Bounds['breakthrough']): LetIn {
  const { allowed, denied, rules } = view.facts;
  const sums = sumLetIns(allowed, candidate.letInRows);
  const inFirstSlot = candidate.letInRows.filter((row) => allowed.slot[row] === candidate.slot);
  return {
    candidate,
    sums,
    door: {
      ...readDoor(view, candidate.door),
      letInAtMs: candidate.slot * slotMs,
      flows: sums.flows,
      replied: sums.replied,
      allowedBy: ruleOfLetIn(allowed, inFirstSlot, rules),
    },
    rating: rateBreakthrough(
      sums.replied,
      sumFlows(denied, candidate.deniedRows),
      flowsByDoor(view, candidate.deniedRows).size,
      criticalDenials,
    ),
  };
}

/** The deciding let-in first: the earliest that no just-in-time rule explains. */
function byWeight(a: LetIn, b: LetIn): number {
  return (
    Number(isJustInTime(a.door.allowedBy)) - Number(isJustInTime(b.door.allowedBy)) ||
    a.candidate.slot - b.candidate.slot ||
    a.candidate.door - b.candidate.door
  );
}

function describeDenials(
  view: WindowView,
  letIns: readonly LetIn[],
): Pick<Breakthrough, 'denials' | 'deniedDoors' | 'firstDeniedAtMs' | 'lastDeniedAtMs' | 'deniedBy'> {
  const { denied, rules } = view.facts;
  const rows = mostDenials(letIns);
  return {
    denials: sumFlows(denied, rows),
    deniedDoors: [...flowsByDoor(view, rows)]
      .sort(([a, flowsA], [b, flowsB]) => flowsB - flowsA || compareDoors(view, a, b))
      .map(([door, flows]) => ({ ...readDoor(view, door), flows })),
    firstDeniedAtMs: firstSlot(denied, rows) * slotMs,
    lastDeniedAtMs: lastSlot(denied, rows) * slotMs,
    deniedBy: leadingRule(denied, rows, rules),
  };
}

/** The denials up to the latest of the let-ins: they hold those of the others. */
function mostDenials(letIns: readonly LetIn[]): readonly number[] {
  return letIns.reduce<readonly number[]>(
    (most, { candidate }) => (candidate.deniedRows.length > most.length ? candidate.deniedRows : most),
    [],
  );
}

function sumUp(
  letIns: readonly LetIn[],
): Pick<Breakthrough, 'letInFlows' | 'packetsReceived' | 'bytesReceived' | 'bytesSent' | 'replied'> {
  const sum = (pick: (sums: LetInSums) => number) => letIns.reduce((total, { sums }) => total + pick(sums), 0);
  return {
    letInFlows: sum(({ flows }) => flows),
    packetsReceived: sum(({ packetsReceived }) => packetsReceived),
    bytesReceived: sum(({ bytesReceived }) => bytesReceived),
    bytesSent: sum(({ bytesSent }) => bytesSent),
    replied: repliedThroughAny(letIns.map(({ sums }) => sums.replied)),
  };
}

/** End of the last slot in which the source was let in so. */
function lastSeenAtMs(view: WindowView, letIns: readonly LetIn[]): number {
  const last = letIns.map(({ candidate }) => lastSlot(view.facts.allowed, candidate.letInRows));
  return (Math.max(...last) + 1) * slotMs;
}

function explain(view: WindowView, first: LetIn, worst: LetIn, known: KnownOfDoors): string[] {
  const { candidate } = first;
  const at = flowsByDoor(view, candidate.deniedRows).get(candidate.deniedAt) ?? 0;
  const where =
    doorTarget(candidate.deniedAt) === doorTarget(candidate.door) ? 'of this target' : 'of another target, the same port';
  return [
    `Denied ${at} times on ${doorText(view, candidate.deniedAt)} ${where} (at least ${known.bounds.denials}).`,
    `Then, or in the same five minutes, let in on ${letInText(view, first)}, for the first time in ${known.days === 0 ? 'the window' : `${known.days} days of history`}.`,
    notOpenText(known.changesOf.get(candidate.door) ?? [], candidate.slot),
    ...(worst === first ? [] : [`Later let in on ${letInText(view, worst)} as well, which weighs more.`]),
    worst.rating.because,
  ];
}

/** A door that was open before has been closed since, else it would be no news. */
function notOpenText(changes: readonly DoorChange[], slot: number): string {
  const before = changes.filter((change) => change.slot <= slot);
  const closing = before.at(-1);
  if (closing === undefined || before.every(({ state }) => state === 'closed')) {
    return `Until then fewer than ${blocksOfRun} different networks in a row had been let in there: that door does not stand open to any.`;
  }
  return `That door stood open to any, but has been closed since ${minuteText(closing.slot * slotMs)}, when the last of ${blocksOfRun} different networks in a row was turned away there.`;
}

function letInText(view: WindowView, { candidate, door }: LetIn): string {
  return `${doorText(view, candidate.door)} at ${new Date(door.letInAtMs).toISOString().slice(11, 16)} UTC`;
}

function doorText(view: WindowView, door: DoorKey): string {
  const { port, protocol } = readDoor(view, door);
  return portText(port, protocol);
}

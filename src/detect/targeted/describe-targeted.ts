import { slotMs } from '../../model/facts.ts';
import type { Door } from '../../model/findings/finding-core.ts';
import type { Targeted } from '../../model/findings/targeted.ts';
import type { Bounds } from '../../model/settings.ts';
import { firstSlot, lastSlot, sumFlows } from '../breakthrough/find-candidates.ts';
import { compareText } from '../compare-text.ts';
import type { Detection } from '../detection.ts';
import { leadingRule } from '../leading-rule.ts';
import type { RowsBySource } from '../rows-by-source.ts';
import { doorKey, isExpectedThere, type SeenTarget } from '../view-window.ts';
import { portKey } from '../watched-ports.ts';
import { type Attempt, decidingSlot } from './deciding-slot.ts';
import { explainScore } from './explain-score.ts';
import type { Scored } from './judge-suspect.ts';

/** Members of a prefix that are named. */
const membersNamed = 20;
/** Doors that are named: of a scan over many ports the first. */
const doorsNamed = 20;

/**
 * Makes the finding of a suspect that reached the lowest bound.
 *
 * @param rowsOf rows of `denied` on watched ports by source
 * @param isOnlyTarget no other target is reached from the internet: it cannot be told from the background
 */
export function describeTargeted(detection: Detection, scored: Scored, rowsOf: RowsBySource, isOnlyTarget: boolean): Targeted {
  const { view, nameOf, settings } = detection;
  const { score, scope, name, parts, inputs, scanner } = scored;
  const { seen, door, doors } = placesOf(detection, scored);
  const rows = scored.members.flatMap((member) => countingRows(detection, member, rowsOf.get(member) ?? []));
  const attempts = rows.filter((row) => targetOfRow(detection, row) === scored.target).map((row) => readAttempt(detection, row));
  const members = membersByAttempts(detection, attempts);
  const bounds = settings.bounds.targeted;
  return {
    finding: 'targeted',
    key: name,
    severity: severityOf(score, bounds),
    openedAtMs: decidingSlot(attempts, door, scored, bounds.low) * slotMs,
    lastSeenAtMs: (lastSlot(view.facts.denied, rows) + 1) * slotMs,
    sources: [name],
    doors,
    score,
    digestOnly: isOnlyTarget,
    installedAtMs: seen.installedAtMs,
    learning: null,
    scope,
    source: name,
    country: view.facts.sources.country[members[0] ?? 0] ?? '',
    members: members.slice(0, membersNamed).map((member) => view.facts.sources.address[member] ?? ''),
    memberCount: members.length,
    door,
    targetName: nameOf(seen.target),
    parts,
    inputs,
    ...describeDenials(detection, rows),
    scanner,
    why: explainScore(scored, nameOf(seen.target), bounds, isOnlyTarget),
  };
}

/** The top target, the top door, and the doors that are worked on, the top one first. */
function placesOf(
  { view }: Detection,
  { target, mainPorts, name }: Scored,
): { readonly seen: SeenTarget; readonly door: Door; readonly doors: readonly Door[] } {
  const seen = view.targets[target];
  const [top] = mainPorts;
  if (seen === undefined || top === undefined) throw new RangeError(`${name} has a score without a top target and port`);
  const doorAt = ({ port, protocol }: Scored['mainPorts'][number]): Door => ({ target: seen.target, port, protocol });
  return { seen, door: doorAt(top), doors: mainPorts.slice(0, doorsNamed).map(doorAt) };
}

/** By the unrounded score. */
export function severityOf(score: number, { medium, high }: Bounds['targeted']): Targeted['severity'] {
  if (score >= high) return 'high';
  return score >= medium ? 'medium' : 'low';
}

function describeDenials(
  detection: Detection,
  rows: readonly number[],
): Pick<Targeted, 'denials' | 'targetsTouched' | 'portsTouched' | 'firstDeniedAtMs' | 'lastDeniedAtMs' | 'deniedBy'> {
  const { denied, rules } = detection.view.facts;
  return {
    denials: sumFlows(denied, rows),
    targetsTouched: new Set(rows.map((row) => targetOfRow(detection, row))).size,
    portsTouched: new Set(rows.map((row) => portKey(denied.port[row] ?? 0, denied.protocol[row] ?? 0))).size,
    firstDeniedAtMs: firstSlot(denied, rows) * slotMs,
    lastDeniedAtMs: lastSlot(denied, rows) * slotMs,
    deniedBy: leadingRule(denied, rows, rules),
  };
}

/** Attempts at doors where the source is expected are left out. */
function countingRows({ view, settings }: Detection, source: number, rows: readonly number[]): readonly number[] {
  if (settings.expectedSources.length === 0) return rows;
  const { target, port, protocol } = view.facts.denied;
  return rows.filter((row) => {
    const door = doorKey(view.targetOf[target[row] ?? 0] ?? 0, port[row] ?? 0, protocol[row] ?? 0);
    return !isExpectedThere(view, door, source);
  });
}

function targetOfRow({ view }: Detection, row: number): number {
  return view.targetOf[view.facts.denied.target[row] ?? 0] ?? 0;
}

function readAttempt({ view }: Detection, row: number): Attempt {
  const { slot, source, port, protocol, flows } = view.facts.denied;
  return {
    slot: slot[row] ?? 0,
    source: source[row] ?? 0,
    port: port[row] ?? 0,
    protocol: protocol[row] ?? 0,
    flows: flows[row] ?? 0,
  };
}

/** Sources with attempts on the top target, most first. */
function membersByAttempts({ view }: Detection, attempts: readonly Attempt[]): number[] {
  const flows = new Map<number, number>();
  for (const attempt of attempts) flows.set(attempt.source, (flows.get(attempt.source) ?? 0) + attempt.flows);
  const { address } = view.facts.sources;
  return [...flows]
    .sort(([a, flowsA], [b, flowsB]) => flowsB - flowsA || compareText(address[a] ?? '', address[b] ?? ''))
    .map(([source]) => source);
}

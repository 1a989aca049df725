import type { Facts, Rule } from '../../model/facts.ts';
import type { Exposure } from '../../model/findings/exposure.ts';
import { repliedBy } from '../breakthrough/replied.ts';
import { compareText } from '../compare-text.ts';
import { leadingCountries } from '../leading-countries.ts';
import type { SourceNotes } from '../note-sources.ts';
import { decidingRule } from '../rule-kind.ts';
import type { DoorKey } from '../view-window.ts';

/** What the window tells of the let-ins through an open door. */
export interface LetIns
  extends Pick<Exposure, 'flows' | 'sourcesLetIn' | 'networksLetIn' | 'countries' | 'replied' | 'allowedBy'> {
  /** Of the last of them; null where there is none. */
  readonly lastSlot: number | null;
}

/** Adds up rows of `allowed` of one door, those of expected sources left out. */
export type CountLetIns = (door: DoorKey, rows: readonly number[]) => LetIns;

/** What one rule let in. */
interface RuleTally {
  readonly rule: Rule;
  readonly blocks: Set<number>;
  flows: number;
}

/** Sums over the rows of one door. */
interface Tally {
  flows: number;
  measured: number;
  answered: number;
  lastSlot: number | null;
  /** Those let in, each once. */
  readonly sources: number[];
  readonly rules: Map<number, RuleTally>;
}

/** Room for one number a source, used for one door after the other: an open door has tens of thousands of let-ins a day. */
interface Room {
  /** The number of the door at which the source was met last. */
  readonly metAt: Uint32Array;
  readonly isLeftOut: Uint8Array;
  readonly flowsOf: Float64Array;
  readonly lastRule: Uint32Array;
}

/** Makes the function that counts the let-ins of doors, one after the other. */
export function letInCounter(facts: Facts, notes: SourceNotes): CountLetIns {
  const sources = facts.sources.address.length;
  const room: Room = {
    metAt: new Uint32Array(sources),
    isLeftOut: new Uint8Array(sources),
    flowsOf: new Float64Array(sources),
    lastRule: new Uint32Array(sources),
  };
  let doors = 0;
  return (door, rows) => {
    doors++;
    const tally: Tally = { flows: 0, measured: 0, answered: 0, lastSlot: null, sources: [], rules: new Map() };
    for (const row of rows) addRow(tally, room, facts, notes, row, door, doors);
    return readTally(tally, room, facts, notes);
  };
}

function addRow(
  tally: Tally,
  { metAt, isLeftOut, flowsOf, lastRule }: Room,
  { allowed, rules }: Facts,
  notes: SourceNotes,
  row: number,
  door: DoorKey,
  doorNumber: number,
): void {
  const source = allowed.source[row] ?? 0;
  const isNew = metAt[source] !== doorNumber;
  if (isNew) {
    metAt[source] = doorNumber;
    isLeftOut[source] = notes.isExpectedThere(door, source) ? 1 : 0;
    flowsOf[source] = 0;
    if (isLeftOut[source] === 0) tally.sources.push(source);
  }
  if (isLeftOut[source] === 1) return;
  const flows = allowed.flows[row] ?? 0;
  const rule = allowed.rule[row] ?? 0;
  const ofRule = tallyOf(tally.rules, rule, rules);
  if (isNew || lastRule[source] !== rule) ofRule.blocks.add(notes.blockOf(source));
  lastRule[source] = rule;
  ofRule.flows += flows;
  flowsOf[source] = (flowsOf[source] ?? 0) + flows;
  tally.flows += flows;
  tally.measured += allowed.measured[row] ?? 0;
  tally.answered += allowed.answered[row] ?? 0;
  tally.lastSlot = Math.max(tally.lastSlot ?? 0, allowed.slot[row] ?? 0);
}

function tallyOf(tallies: Map<number, RuleTally>, index: number, rules: readonly Rule[]): RuleTally {
  const known = tallies.get(index);
  if (known !== undefined) return known;
  const tally = { rule: rules[index] ?? unnamed, blocks: new Set<number>(), flows: 0 };
  tallies.set(index, tally);
  return tally;
}

function readTally(
  { flows, measured, answered, lastSlot, sources, rules }: Tally,
  { flowsOf }: Room,
  facts: Facts,
  { blockOf }: SourceNotes,
): LetIns {
  return {
    flows,
    replied: repliedBy(flows, measured, answered),
    sourcesLetIn: sources.length,
    networksLetIn: new Set(sources.map(blockOf)).size,
    countries: leadingCountries(
      sources.map((source) => [source, flowsOf[source] ?? 0] as const),
      facts.sources.country,
    ),
    allowedBy: decidingRule([...rules.values()].sort(byNetworks)[0]?.rule ?? unnamed),
    lastSlot,
  };
}

const unnamed: Rule = { name: '', acl: '' };

/** Most networks first: an administrator's own rule may have let in more flows, but did not open the door to any. */
function byNetworks(a: RuleTally, b: RuleTally): number {
  return (
    b.blocks.size - a.blocks.size ||
    b.flows - a.flows ||
    compareText(a.rule.name, b.rule.name) ||
    compareText(a.rule.acl, b.rule.acl)
  );
}

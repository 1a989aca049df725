/** Facts of several hours as one, without looking up any row: an evaluation reads millions of them. */
import type { DeniedColumns, Facts, Rule, Sources, Target } from '../model/facts.ts';
import type { TableRoom, WindowRoom } from '../model/window.ts';
import { allowedWidths, deniedWidths, type Sizes, tableRoom } from './column-room.ts';
import { mergeFacts } from './fact-tables.ts';
import { joinAllowed, joinDenied, type NumberedRows } from './join-columns.ts';
import { allowedRows, allowedSpan, deniedRows, deniedSpan, lieInARow } from './rows-of-columns.ts';
import { type NumberedList, type SharedList, shareNumbers } from './share-numbers.ts';

/**
 * Facts of several parts as one, row behind row in the order of the parts: a key that stands in several of them stays in several rows.
 * Totals, lag and counts are added up. Sources, targets and rules that nothing names are left out.
 */
export function concatFacts(parts: readonly Facts[]): Facts {
  const aligned = areAligned(parts) ? parts : alignFacts(parts).parts;
  const [first] = aligned;
  const rest = mergeFacts(aligned.map(withoutRows));
  if (first === undefined) return rest;
  return {
    ...rest,
    sources: first.sources,
    targets: first.targets,
    denied: deniedSpan(first.denied, countRows(aligned.map(({ denied }) => denied))),
    allowed: allowedSpan(first.allowed, countRows(aligned.map(({ allowed }) => allowed))),
  };
}

/** Facts of several parts that lie in one room. */
export interface AlignedFacts {
  readonly parts: readonly Facts[];
  readonly room: WindowRoom;
}

/**
 * The same facts, numbered by sources, targets and rules that all parts share, and their columns one behind the other in memory: as one
 * they cost next to nothing.
 *
 * @param room is written anew where it is large enough, and what lay in it is lost but for these parts; null takes another
 */
export function alignFacts(parts: readonly Facts[], room: WindowRoom | null = null): AlignedFacts {
  const { dictionaries, numbersOf } = shareAll(parts);
  const sizes: Sizes = { targets: dictionaries.targets.length, rules: dictionaries.rules.length };
  const numbers = parts.map(numbersOf);
  const rowsOf = <C>(columns: readonly C[]) =>
    columns.map((ofPart, i) => ({ columns: ofPart, numbers: numbers[i] ?? unchanged }));
  const denials = parts.map(({ denied }) => denied);
  const letIns = parts.map(({ allowed }) => allowed);
  const taken: WindowRoom = {
    denied: takeRoom(room?.denied ?? null, denials, deniedWidths(sizes)),
    allowed: takeRoom(room?.allowed ?? null, letIns, allowedWidths(sizes)),
  };
  const denied = joinDenied(rowsOf(denials), sizes, taken.denied);
  const allowed = joinAllowed(rowsOf(letIns), sizes, taken.allowed);
  let [deniedFrom, allowedFrom] = [0, 0];
  const aligned = parts.map((part, i) => {
    const [deniedTo, allowedTo] = [deniedFrom + part.denied.flows.length, allowedFrom + part.allowed.flows.length];
    const facts = {
      ...part,
      ...dictionaries,
      denied: deniedRows(denied, deniedFrom, deniedTo),
      allowed: allowedRows(allowed, allowedFrom, allowedTo),
      totals: renumberTotals(part.totals, numbers[i]?.rule ?? null),
    };
    [deniedFrom, allowedFrom] = [deniedTo, allowedTo];
    return facts;
  });
  return { parts: aligned, room: taken };
}

/** Whether parts share their dictionaries and lie one behind the other. */
export function areAligned(parts: readonly Facts[]): boolean {
  const [first, ...others] = parts;
  const share = others.every(
    ({ sources, targets, rules }) => sources === first?.sources && targets === first.targets && rules === first.rules,
  );
  return share && lieInARow(parts.map(({ denied }) => denied)) && lieInARow(parts.map(({ allowed }) => allowed));
}

type Numbers = NumberedRows<DeniedColumns>['numbers'];

const countRows = (all: readonly DeniedColumns[]): number => all.reduce((sum, { flows }) => sum + flows.length, 0);

/** The hours of a window grow: the next ones are to fit in too. */
const spare = 1.1;

/** The room given, if all rows fit into it and none would be overwritten before it is read; else another. */
function takeRoom(room: TableRoom | null, all: readonly DeniedColumns[], widths: readonly number[]): TableRoom {
  const rows = countRows(all);
  const isLikeIt = room?.widths.join() === widths.join();
  return room !== null && isLikeIt && rows <= room.rows && lieFirst(room, all)
    ? room
    : tableRoom(Math.ceil(rows * spare), widths);
}

/** Whether the parts that lie in a room come before all others, in the order in which they lie. */
function lieFirst({ buffer }: TableRoom, all: readonly DeniedColumns[]): boolean {
  const inside = all.filter(({ slot }) => slot.buffer === buffer);
  return inside.every(({ slot }, i) => {
    const isInOrder = slot.byteOffset >= (inside[i - 1]?.slot.byteOffset ?? 0);
    return slot === all[i]?.slot && isInOrder;
  });
}

/** Dictionaries that all parts can go by, with what the numbers of each become. */
interface Shared {
  readonly dictionaries: Pick<Facts, 'sources' | 'targets' | 'rules'>;
  readonly numbersOf: (part: Facts) => Numbers;
}

function shareAll(parts: readonly Facts[]): Shared {
  const sources = shareNumbers(listsOf(parts, (part) => part.sources, numberedSources));
  const targets = shareNumbers(listsOf(parts, (part) => part.targets, numberedTargets));
  const rules = shareNumbers(listsOf(parts, (part) => part.rules, numberedRules));
  return {
    dictionaries: {
      sources: {
        address: addedValues(sources, ({ address }, place) => address[place] ?? ''),
        country: addedValues(sources, ({ country }, place) => country[place] ?? ''),
      },
      targets: addedValues(targets, (list, place) => list[place] ?? noTarget),
      rules: addedValues(rules, (list, place) => list[place] ?? noRule),
    },
    numbersOf: (part) => ({
      source: numbersOf(sources, part.sources),
      target: numbersOf(targets, part.targets),
      rule: numbersOf(rules, part.rules),
    }),
  };
}

/** The values of all lists, in the order of their new numbers. */
function addedValues<L, V>(shared: readonly SharedList<L>[], valueAt: (list: L, place: number) => V): readonly V[] {
  const values = new Array<V>(shared.reduce((sum, { added }) => sum + added.length, 0));
  let number = 0;
  for (const { list, added } of shared) {
    for (let i = 0; i < added.length; i++) values[number++] = valueAt(list, added[i] ?? 0);
  }
  return values;
}

const numbersOf = <L>(shared: readonly SharedList<L>[], list: L): Uint32Array | null =>
  shared.find((one) => one.list === list)?.numbers ?? null;

/** Each dictionary once, with the columns of all parts that go by it. */
function listsOf<D>(
  parts: readonly Facts[],
  dictionaryOf: (part: Facts) => D,
  toList: (dictionary: D, parts: readonly Facts[]) => NumberedList,
): ReadonlyMap<D, NumberedList> {
  return new Map([...Map.groupBy(parts, dictionaryOf)].map(([dictionary, ofIt]) => [dictionary, toList(dictionary, ofIt)]));
}

const numberedSources = ({ address }: Sources, parts: readonly Facts[]): NumberedList => ({
  size: address.length,
  keyAt: (place) => address[place] ?? '',
  columns: parts.flatMap(({ denied, allowed }) => [denied.source, allowed.source]),
});

const numberedTargets = (targets: readonly Target[], parts: readonly Facts[]): NumberedList => ({
  size: targets.length,
  keyAt: (place) => textOfTarget(targets[place] ?? noTarget),
  columns: parts.flatMap(({ denied, allowed }) => [denied.target, allowed.target]),
});

const numberedRules = (rules: readonly Rule[], parts: readonly Facts[]): NumberedList => ({
  size: rules.length,
  keyAt: (place) => textOfRule(rules[place] ?? noRule),
  columns: parts.flatMap(({ denied, allowed, totals }) => [
    denied.rule,
    allowed.rule,
    Uint32Array.from(totals, ({ rule }) => rule),
  ]),
});

/** With the resource: of two views of a target the one that says more is for detection to choose. */
const textOfTarget = ({ mac, address, resource }: Target): string => `${mac} ${address} ${resource}`;
const textOfRule = ({ name, acl }: Rule): string => `${name}\n${acl}`;
const noTarget: Target = { mac: '', address: '', resource: '' };
const noRule: Rule = { name: '', acl: '' };

function renumberTotals(totals: Facts['totals'], rules: Uint32Array | null): Facts['totals'] {
  return rules === null ? totals : totals.map((total) => ({ ...total, rule: rules[total.rule] ?? 0 }));
}

const unchanged: Numbers = { source: null, target: null, rule: null };
const nothing = mergeFacts([]);

const withoutRows = (part: Facts): Facts => ({
  ...part,
  sources: nothing.sources,
  targets: nothing.targets,
  denied: nothing.denied,
  allowed: nothing.allowed,
});

import type { Matrix } from '../../model/digest/day-counts.ts';
import type { NamedPort, NamedTarget } from '../../model/digest/names.ts';
import { busiestPorts } from './count-ports.ts';
import type { Counted } from './counted.ts';
import { namedPort, namedTarget } from './name-ports.ts';
import { busiestTargets } from './top-targets.ts';

const portsShown = 12;
const countriesShown = 12;
const targetsShown = 20;

/** A list of places, most first, with how many of them get a row or column of their own. */
interface Axis<T> {
  readonly places: readonly number[];
  readonly shown: number;
  readonly nameOf: (place: number) => T;
}

/** Denied attempts by port and country. */
export function portsByCountry(input: Counted): Matrix<NamedPort, string> {
  const { counts, words } = input;
  const { deniedOfCountry } = counts.details;
  const { denied } = counts.tally.countries;
  const { countries } = counts.sources;
  const ranked = countries
    .map((_, place) => place)
    .filter((place) => (denied[place] ?? 0) > 0)
    .sort((a, b) => (denied[b] ?? 0) - (denied[a] ?? 0) || ((countries[a] ?? '') < (countries[b] ?? '') ? -1 : 1));
  const ports = {
    places: busiestPorts(input),
    shown: portsShown,
    nameOf: (place: number) => namedPort(counts.watched[place] ?? 0, words),
  };
  const columns = { places: ranked, shown: countriesShown, nameOf: (place: number) => countries[place] ?? '' };
  return matrixOf(ports, columns, (port, country) => deniedOfCountry.at(country * counts.watched.length + port));
}

/** Denied attempts by target and port. */
export function targetsByPort(input: Counted): Matrix<NamedTarget, NamedPort> {
  const { counts, words } = input;
  const { deniedAtDoor, targets } = counts.details;
  const rows = {
    places: busiestTargets(input)
      .filter(({ denied }) => denied > 0)
      .map(({ place }) => place),
    shown: targetsShown,
    nameOf: (place: number) => namedTarget(targets.targets[place] ?? { mac: '', address: '', resource: '' }, words),
  };
  const columns = {
    places: busiestPorts(input),
    shown: portsShown,
    nameOf: (place: number) => namedPort(counts.watched[place] ?? 0, words),
  };
  return matrixOf(rows, columns, (target, port) => deniedAtDoor.at(target * counts.watched.length + port));
}

function matrixOf<R, C>(rows: Axis<R>, columns: Axis<C>, cellAt: (row: number, column: number) => number): Matrix<R, C> {
  const [shownRows, otherRows] = splitAt(rows.places, rows.shown);
  const [shownColumns, otherColumns] = splitAt(columns.places, columns.shown);
  const sum = (ofRows: readonly number[], ofColumns: readonly number[]): number =>
    ofRows.reduce((total, row) => total + ofColumns.reduce((inRow, column) => inRow + cellAt(row, column), 0), 0);
  return {
    rows: shownRows.map(rows.nameOf),
    columns: shownColumns.map(columns.nameOf),
    cells: shownRows.map((row) => shownColumns.map((column) => cellAt(row, column))),
    otherColumns: { count: otherColumns.length, cells: shownRows.map((row) => sum([row], otherColumns)) },
    otherRows: { count: otherRows.length, cells: shownColumns.map((column) => sum(otherRows, [column])) },
    others: sum(otherRows, otherColumns),
  };
}

const splitAt = (places: readonly number[], count: number): readonly [readonly number[], readonly number[]] => [
  places.slice(0, count),
  places.slice(count),
];

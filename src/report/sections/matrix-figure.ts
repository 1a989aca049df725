import type { Matrix } from '../../model/digest/day-counts.ts';
import { figure } from '../charts/figure.ts';
import { heatMap } from '../charts/heat-map.ts';
import type { Content, Html } from '../html/html.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';

/** A matrix with how its rows and columns are named: as text in the picture, as markup in the table. */
export interface NamedMatrix<R, C> {
  readonly id: string;
  readonly title: string;
  readonly matrix: Matrix<R, C>;
  readonly rowText: (row: R) => string;
  readonly rowContent: (row: R) => Content;
  readonly columnText: (column: C) => string;
  /** What its rows are: `Target`. */
  readonly rowName: string;
  /** What the others are, one of them and many: `other target`, `other targets`. */
  readonly otherRows: readonly [one: string, many: string];
  readonly otherColumns: readonly [one: string, many: string];
}

/** Who is knocked at where, as colour, with all numbers in the table. */
export function matrixFigure<R, C>(named: NamedMatrix<R, C>): Html {
  const { id, title, matrix, rowText, columnText } = named;
  const rows = matrix.rows.map(rowText);
  const columns = matrix.columns.map(columnText);
  return figure({
    id,
    title,
    description: strongestText(matrix, rows, columns),
    draw: (size) => heatMap({ rows, columns, cells: matrix.cells }, size),
    table: matrixTable(named, columns),
  });
}

function matrixTable<R, C>(named: NamedMatrix<R, C>, columns: readonly string[]): Html {
  const { title, matrix, rowName, rowContent } = named;
  const { otherColumns, otherRows, others } = matrix;
  const hasOtherColumns = otherColumns.count > 0;
  const cellsOf = (values: readonly number[], rest: number): readonly string[] =>
    [...values, ...(hasOtherColumns ? [rest] : []), values.reduce((sum, value) => sum + value, rest)].map(numberText);
  const lines = matrix.rows.map((row, place) => [
    rowContent(row),
    ...cellsOf(matrix.cells[place] ?? [], otherColumns.cells[place] ?? 0),
  ]);
  const last = otherRows.count === 0 ? [] : [[countOf(otherRows.count, ...named.otherRows), ...cellsOf(otherRows.cells, others)]];
  const rest = hasOtherColumns ? [countOf(otherColumns.count, ...named.otherColumns)] : [];
  return table({
    caption: title,
    columns: [{ label: rowName }, ...[...columns, ...rest, 'All'].map((label) => ({ label, isNumber: true }))],
    rows: [...lines, ...last],
    onPhone: 'scrolls',
  });
}

function strongestText({ cells }: Matrix<unknown, unknown>, rows: readonly string[], columns: readonly string[]): string {
  const all = cells.flatMap((values, row) => values.map((value, column) => ({ value, row, column })));
  const [first, ...others] = all;
  if (first === undefined) return 'Nothing was denied.';
  const { value, row, column } = others.reduce((most, one) => (one.value > most.value ? one : most), first);
  return `Most: ${rows[row]} on ${columns[column]}, ${countOf(value, 'attempt')}.`;
}

/** Rows for columns and columns for rows. */
export const transposed = <R, C>({ rows, columns, cells, otherRows, otherColumns, others }: Matrix<R, C>): Matrix<C, R> => ({
  rows: columns,
  columns: rows,
  cells: columns.map((_, column) => cells.map((values) => values[column] ?? 0)),
  otherRows: otherColumns,
  otherColumns: otherRows,
  others,
});

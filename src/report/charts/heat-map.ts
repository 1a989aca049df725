import { axisX, axisY, cell, type PlotOptions, text } from '@observablehq/plot';
import { shortNumber } from '../html/number-text.ts';
import type { ChartSize } from './chart-look.ts';

export interface Heat {
  /** From the top down. */
  readonly rows: readonly string[];
  /** From left to right. */
  readonly columns: readonly string[];
  /** `cells[row][column]` */
  readonly cells: readonly (readonly number[])[];
}

interface HeatCell {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  /** 0 to 1. */
  readonly strength: number;
}

const rowHeight = 26;
/**
 * The colour of the numbers by the strength of their cells: black and white change places at a luminance of 0.18, where both have a contrast of
 * 4.5 to 1. The light page reaches it at a strength of 0.87, the dark one at 0.68, so between these the style sheet decides.
 */
const numberColour = (strength: number): string =>
  strength < 0.68 ? 'var(--on-weak)' : strength < 0.87 ? 'var(--on-middle)' : 'var(--on-strong)';
/** Few columns are not drawn as wide as there is room. */
const widestColumn = 132;
const headHeight = { wide: 40, narrow: 84 };
const labelWidth = { wide: 190, narrow: 118 };
/** Characters of a label, of which one takes less than seven pixels. */
const labelCharacters = { wide: 28, narrow: 17 };

/** Counts as colour, by their square roots, so that small ones are still seen beside large ones. Names need not be unique. */
export function heatMap(heat: Heat, { width, fontSize, isNarrow }: ChartSize): PlotOptions {
  const kind = isNarrow ? 'narrow' : 'wide';
  const filled = strongCells(heat);
  const drawnWidth = Math.min(width, labelWidth[kind] + heat.columns.length * widestColumn);
  const columnWidth = (drawnWidth - labelWidth[kind]) / Math.max(1, heat.columns.length);
  const axis = { tickSize: 0, label: null, fontSize };
  return {
    width: drawnWidth,
    height: heat.rows.length * rowHeight + headHeight[kind] + 4,
    marginLeft: labelWidth[kind],
    marginRight: isNarrow ? 30 : 4,
    marginTop: headHeight[kind],
    marginBottom: 4,
    x: { type: 'band', domain: heat.columns.keys(), padding: 0.05 },
    y: { type: 'band', domain: heat.rows.keys(), padding: 0.1 },
    color: { type: 'identity' },
    opacity: { type: 'identity' },
    marks: [
      axisY({
        ...axis,
        tickPadding: 8,
        fill: 'var(--ink)',
        tickFormat: (row: number) => shortened(heat.rows[row] ?? '', labelCharacters[kind]),
      }),
      axisX({
        ...axis,
        anchor: 'top',
        fill: 'var(--quiet)',
        tickFormat: (column: number) => columnLabel(heat.columns[column] ?? '', isNarrow ? null : columnWidth),
        ...(isNarrow ? { tickRotate: -60 } : {}),
      }),
      cell(filled, {
        x: 'column',
        y: 'row',
        rx: 3,
        fill: 'var(--heat)',
        fillOpacity: 'strength',
        title: ({ row, column, value }: HeatCell) => `${heat.rows[row]} · ${heat.columns[column]}: ${value}`,
      }),
      ...(isNarrow ? [] : [cellNumbers(filled, fontSize - 1)]),
    ],
  };
}

/** `3389/tcp` over `RDP`, as much of it as its column has room for; one line where it stands aslant. */
function columnLabel(label: string, columnWidth: number | null): string {
  if (columnWidth === null) return shortened(label, labelCharacters.narrow);
  const [port = '', ...service] = label.split(' ');
  const characters = Math.floor(columnWidth / 6.8);
  return [port, service.join(' ')].map((line) => shortened(line, characters)).join('\n');
}

function strongCells({ cells }: Heat): readonly HeatCell[] {
  const most = Math.max(1, ...cells.flat());
  return cells.flatMap((values, row) =>
    values.flatMap((value, column) => (value > 0 ? [{ row, column, value, strength: 0.1 + 0.9 * Math.sqrt(value / most) }] : [])),
  );
}

const cellNumbers = (cells: readonly HeatCell[], fontSize: number) =>
  text(cells, {
    x: 'column',
    y: 'row',
    text: ({ value }: HeatCell) => shortNumber(value),
    fontSize,
    fill: ({ strength }: HeatCell) => numberColour(strength),
  });

const shortened = (label: string, characters: number): string =>
  label.length > characters ? `${label.slice(0, characters - 1).trimEnd()}…` : label;

/** How large a chart is drawn, px: once for wide screens and paper, once for a phone. */
export interface ChartSize {
  readonly width: number;
  readonly fontSize: number;
  readonly isNarrow: boolean;
}

export const wideChart: ChartSize = { width: 940, fontSize: 12.5, isNarrow: false };
export const narrowChart: ChartSize = { width: 330, fontSize: 12, isNarrow: true };

/** Series that have a colour of their own in the style sheet; what is left is grey. */
export const seriesColours = 8;

export const seriesColour = (place: number): string =>
  place < seriesColours ? `var(--series-${place + 1})` : 'var(--series-rest)';

import type { PlotOptions } from '@observablehq/plot';
import { type Content, type Html, html } from '../html/html.ts';
import { type ChartSize, narrowChart, wideChart } from './chart-look.ts';
import { drawChart } from './draw-chart.ts';

/** A chart with all that stands around it. */
export interface Figure {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in a sentence. */
  readonly description: string;
  readonly draw: (size: ChartSize) => PlotOptions;
  readonly legend?: Content;
  /** The same numbers. */
  readonly table: Html;
}

/** A chart drawn for a wide screen and for a phone, of which the style sheet shows one, with its numbers as a table to open. */
export function figure({ id, title, description, draw, legend = null, table }: Figure): Html {
  const drawn = (size: ChartSize, place: string): Html =>
    drawChart({ id: `${id}-${place}`, title, description, fontSize: size.fontSize, options: draw(size) });
  return html`<figure id="${id}">
<figcaption><b>${title}</b> <span>${description}</span></figcaption>
<div class="chart wide">${drawn(wideChart, 'wide')}</div>
<div class="chart narrow">${drawn(narrowChart, 'narrow')}</div>
${legend}
<details class="numbers"><summary>Numbers as a table</summary>${table}</details>
</figure>`;
}

/** Which colour is which series, in their order; `rest` names what is grey, null where nothing is. */
export function legendOf(names: readonly Content[], rest: string | null): Html {
  const last = rest === null ? null : html`<li><i class="swatch"></i>${rest}</li>`;
  return html`<ul class="legend">${names.map((name, place) => html`<li><i class="swatch s${place + 1}"></i>${name}</li>`)}${last}</ul>`;
}

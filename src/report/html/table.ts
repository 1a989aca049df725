import { type Content, type Html, html } from './html.ts';

export interface Column {
  readonly label: string;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
}

export interface TableText {
  /** What the table holds; seen by all where `isCaptionSeen`, else by screen readers. */
  readonly caption: string;
  readonly isCaptionSeen?: boolean;
  readonly columns: readonly Column[];
  /** Cells in the order of the columns; the first names its row. */
  readonly rows: readonly (readonly Content[])[];
  /** Where the rows are the first of many: what the others come to. */
  readonly others?: string | null;
  /**
   * On a phone: the cells of a row stand one after another, each with its name; a table of few short columns stays as it is; one of too
   * many scrolls sideways.
   */
  readonly onPhone?: 'stacks' | 'stays' | 'scrolls';
}

/** A table; its roles keep it one for screen readers where a phone shows it in another way. */
export function table({ caption, isCaptionSeen = false, columns, rows, others = null, onPhone = 'stacks' }: TableText): Html {
  const markup = html`<table role="table" class="${onPhone}">
<caption${isCaptionSeen ? null : html` class="unseen"`}>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(headCell)}</tr></thead>
<tbody role="rowgroup">${rows.map((cells) => bodyRow(columns, cells))}</tbody>
</table>${others === null ? null : html`<p class="others">${others}</p>`}`;
  return onPhone === 'scrolls'
    ? html`<div class="scroller" role="region" tabindex="0" aria-label="${caption}">${markup}</div>`
    : markup;
}

const headCell = ({ label, isNumber }: Column): Html =>
  html`<th scope="col" role="columnheader"${isNumber === true ? html` class="number"` : null}>${label}</th>`;

function bodyRow(columns: readonly Column[], [head = null, ...cells]: readonly Content[]): Html {
  const rest = cells.map((content, index) => bodyCell(columns[index + 1], content));
  return html`<tr role="row"><th scope="row" role="rowheader">${head}</th>${rest}</tr>
`;
}

function bodyCell(column: Column | undefined, content: Content): Html {
  const name = column?.label ?? '';
  return html`<td role="cell" data-name="${name}"${column?.isNumber === true ? html` class="number"` : null}>${content}</td>`;
}

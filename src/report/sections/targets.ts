import type { TargetRow } from '../../model/digest/day-counts.ts';
import { type Content, html } from '../html/html.ts';
import { portName, portText, targetName } from '../html/names.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import type { PageInput, Section } from '../section.ts';
import { matrixFigure } from './matrix-figure.ts';

const columns = [
  { label: 'Target' },
  { label: 'Denied', isNumber: true },
  { label: 'Sources', isNumber: true },
  { label: 'Ports', isNumber: true },
  { label: 'Most on' },
  { label: 'Let in', isNumber: true },
  { label: 'Sources let in', isNumber: true },
];

/** What was knocked at. */
export function targetsSection({ digest: { targets, targetsByPort } }: PageInput): Section {
  const { rows, others } = targets;
  const heat = matrixFigure({
    id: 'targets-by-port',
    title: 'Targets and ports',
    matrix: targetsByPort,
    rowText: ({ name }) => name,
    rowContent: targetName,
    columnText: portText,
    rowName: 'Target',
    otherRows: ['other target', 'other targets'],
    otherColumns: ['other port', 'other ports'],
  });
  const list = table({
    caption: 'Targets, the most denied first; a name opens to its full resource id',
    isCaptionSeen: true,
    columns,
    rows: rows.map(targetCells),
    others:
      others.count === 0 ? null : `… and ${countOf(others.count, 'more target')}, ${countOf(others.flows, 'attempt')} together.`,
  });
  return { id: 'targets', title: 'Targets', content: [heat, list] };
}

const targetCells = (row: TargetRow): readonly Content[] => [
  targetName(row),
  numberText(row.denied),
  numberText(row.sources),
  numberText(row.ports),
  row.topPort === null ? '–' : portName(row.topPort),
  row.letIn === 0 ? '0' : html`<b>${numberText(row.letIn)}</b>`,
  numberText(row.sourcesLetIn),
];

import type { PortRow } from '../../model/digest/day-counts.ts';
import type { Digest } from '../../model/digest.ts';
import { numberText } from '../count-text.ts';
import type { StoryTable } from '../finding-story.ts';
import { changeText, portText, usualCell } from './digest-words.ts';
import { sparkline } from './sparkline.ts';

/** The watched ports with their attempts and sources, each beside what is usual; null where nobody tried any. */
export function portsTable({ ports, sums }: Digest): StoryTable | null {
  if (ports.length === 0) return null;
  const hasLetIn = sums.letIn.now > 0;
  return {
    heading: [
      'Port',
      'Denied',
      'Usual',
      'Change',
      'Sources',
      'Usual',
      ...(hasLetIn ? ['Let in'] : []),
      `${ports[0]?.series.length ?? 14} days`,
    ],
    rows: ports.map((row) => portCells(row, hasLetIn)),
    noun: 'port',
  };
}

const portCells = (row: PortRow, hasLetIn: boolean): readonly string[] => [
  portText(row),
  numberText(row.denied.now),
  usualCell(row.denied),
  changeText(row.denied),
  numberText(row.sources.now),
  usualCell(row.sources),
  ...(hasLetIn ? [numberText(row.letIn)] : []),
  sparkline(row.series),
];

import type { DeniedColumns } from '../../model/facts.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { expectedAs } from '../match/expected-at-door.ts';
import { noteSources } from '../note-sources.ts';
import { type DoorKey, doorKey, readDoor, type WindowView } from '../view-window.ts';

/** What expected sources of one label did at a door where they are expected. */
export interface ExpectedRows {
  readonly label: string;
  readonly door: DoorKey;
  /** Rows of the table that was looked through. */
  readonly rows: number[];
}

/** Lists the rows of a table of facts that are of expected sources where they are expected, by label and door. */
export type ListExpected = (columns: DeniedColumns) => readonly ExpectedRows[];

/**
 * Makes the function that lists what expected sources did, on watched ports or not. Nearly all rows are told apart by their port, nearly all
 * others by their source, which is matched once.
 */
export function listExpectedRows(
  view: WindowView,
  settings: Pick<DetectionSettings, 'expectedSources' | 'targets'>,
): ListExpected {
  const isPort = portsOf(settings);
  const labelsAt = expectedAs(settings);
  const { isExpectedAnywhere } = noteSources(view, settings);
  return (columns) => {
    const groups = new Map<string, ExpectedRows>();
    const { port, source } = columns;
    for (let row = 0; row < port.length; row++) {
      if (isPort[port[row] ?? 0] !== 1 || !isExpectedAnywhere(source[row] ?? 0)) continue;
      addRow(groups, view, columns, row, labelsAt);
    }
    return [...groups.values()];
  };
}

/** 1 for each port, of whatever protocol, at which anyone is expected. */
function portsOf({ expectedSources }: Pick<DetectionSettings, 'expectedSources'>): Uint8Array {
  const isPort = new Uint8Array(0x10000);
  for (const { ports } of expectedSources) for (const port of ports) isPort[port % 0x10000] = 1;
  return isPort;
}

function addRow(
  groups: Map<string, ExpectedRows>,
  view: WindowView,
  columns: DeniedColumns,
  row: number,
  labelsAt: ReturnType<typeof expectedAs>,
): void {
  const door = doorKey(view.targetOf[columns.target[row] ?? 0] ?? 0, columns.port[row] ?? 0, columns.protocol[row] ?? 0);
  const { target, port, protocol } = readDoor(view, door);
  const source = view.facts.sources.address[columns.source[row] ?? 0] ?? '';
  for (const label of labelsAt(source, target, port, protocol)) {
    const group = groups.get(`${door} ${label}`) ?? { label, door, rows: [] };
    group.rows.push(row);
    groups.set(`${door} ${label}`, group);
  }
}

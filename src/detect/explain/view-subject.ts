import type { DeniedColumns } from '../../model/facts.ts';
import type { DoorChange } from '../../model/history.ts';
import type { Detection } from '../detection.ts';
import { doorChanges } from '../door-changes.ts';
import { type DoorKey, doorKey, readDoor, seenTarget, type WindowView } from '../view-window.ts';
import { portText } from '../words/port-text.ts';
import { membersOf, type Subject } from './subject.ts';

/** A door at which a subject knocked in the window. */
export interface TouchedDoor {
  readonly door: DoorKey;
  /** Flows. */
  readonly denied: number;
  readonly letIn: number;
}

/** A subject in a window: what its conditions are read from. */
export interface SubjectView {
  readonly subject: Subject;
  readonly detection: Detection;
  /** Its sources, by their index in the facts; none where the window does not show it. */
  readonly members: readonly number[];
  /** Rows of its sources, on any port. Let-ins are recorded on watched ports only. */
  readonly rows: { readonly denied: readonly number[]; readonly allowed: readonly number[] };
  /** Watched doors at which it knocked, most flows first. */
  readonly doors: readonly TouchedDoor[];
  /** When each of these came to stand open to any, or closed. */
  readonly changesOf: ReadonlyMap<DoorKey, readonly DoorChange[]>;
}

/** Looks a subject up in a window; costs one pass over its rows. */
export function viewSubject(detection: Detection, subject: Subject): SubjectView {
  const { view } = detection;
  const members = membersOf(subject, view.facts.sources.address);
  const isMember = new Uint8Array(view.facts.sources.address.length);
  for (const member of members) isMember[member] = 1;
  const rows = { denied: rowsOf(view.facts.denied, isMember), allowed: rowsOf(view.facts.allowed, isMember) };
  const doors = touchedDoors(view, rows);
  return { subject, detection, members, rows, doors, changesOf: doorChanges(detection, new Set(doors.map(({ door }) => door))) };
}

function rowsOf({ source }: DeniedColumns, isMember: Uint8Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < source.length; row++) if (isMember[source[row] ?? 0] === 1) rows.push(row);
  return rows;
}

function touchedDoors(view: WindowView, rows: SubjectView['rows']): TouchedDoor[] {
  const denied = flowsOfDoors(view, view.facts.denied, rows.denied);
  const letIn = flowsOfDoors(view, view.facts.allowed, rows.allowed);
  return [...new Set([...denied.keys(), ...letIn.keys()])]
    .map((door) => ({ door, denied: denied.get(door) ?? 0, letIn: letIn.get(door) ?? 0 }))
    .sort((a, b) => b.letIn - a.letIn || b.denied - a.denied || a.door - b.door);
}

function flowsOfDoors(view: WindowView, columns: DeniedColumns, rows: readonly number[]): Map<DoorKey, number> {
  const flows = new Map<DoorKey, number>();
  for (const row of rows.filter((one) => view.isWatched(columns.port[one] ?? 0, columns.protocol[one] ?? 0))) {
    const door = doorOfRow(view, columns, row);
    flows.set(door, (flows.get(door) ?? 0) + (columns.flows[row] ?? 0));
  }
  return flows;
}

/** The door that a row of a table of facts is about. */
export function doorOfRow(view: WindowView, { target, port, protocol }: DeniedColumns, row: number): DoorKey {
  return doorKey(view.targetOf[target[row] ?? 0] ?? 0, port[row] ?? 0, protocol[row] ?? 0);
}

/** `3389/tcp of vm-db1` */
export function doorText({ view, nameOf }: Pick<Detection, 'view' | 'nameOf'>, door: DoorKey): string {
  const { target, port, protocol } = readDoor(view, door);
  return `${portText(port, protocol)} of ${nameOf(target)}`;
}

/** `000D3A… 10.0.0.4 3389/tcp`: the key of a finding that is one a door. */
export function doorFindingKey(view: WindowView, door: DoorKey): string {
  const { port, protocol } = readDoor(view, door);
  return `${seenTarget(view, door).key} ${portText(port, protocol)}`;
}

/** Address of a source by its index in the facts. */
export const addressOf = ({ view }: Pick<Detection, 'view'>, source: number): string => view.facts.sources.address[source] ?? '';

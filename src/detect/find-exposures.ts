import type { Exposure } from '../model/findings/exposure.ts';
import type { Door } from '../model/findings/finding-core.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { type LetIns, letInCounter } from './exposures/count-let-ins.ts';
import { describeExposure } from './exposures/describe-exposure.ts';
import { findOpenedDoors, type OpenedDoor } from './exposures/find-opened-doors.ts';
import { lastLetInSlot } from './exposures/last-let-in.ts';
import { exposedOpening, type Opening } from './exposures/latest-opening.ts';
import { rowsOfDoors, type SlotSpan } from './exposures/rows-of-doors.ts';
import { noteSources } from './note-sources.ts';
import { type DoorKey, doorKey, type SeenTarget } from './view-window.ts';

/** A door with its last opening, and its target in the window where that shows one. */
interface Exposed extends OpenedDoor {
  readonly opening: Opening;
  readonly seen: SeenTarget | null;
  readonly windowDoor: DoorKey | null;
}

/**
 * Finds the doors that stand open to any, and those that were closed within the last 24 hours: one finding a door, ordered by key.
 *
 * Door states are folded from the days' histories, today's among them (nothing is found without them); the numbers of let-ins are the
 * window's. A door whose target has fallen silent stays as it was as long as the history remembers it.
 */
export function findExposures(detection: Detection): Exposure[] {
  const exposed = listExposed(detection);
  const spans = exposed.flatMap(({ windowDoor, opening }) =>
    windowDoor === null ? [] : [[windowDoor, spanOf(opening)] as const],
  );
  const rows = rowsOfDoors(detection.view, new Map(spans));
  const countLetIns = letInCounter(detection.view.facts, noteSources(detection.view, detection.settings));
  return exposed
    .map((one) => describe(detection, one, countLetIns(one.windowDoor ?? -1, rows.get(one.windowDoor ?? -1) ?? [])))
    .sort((a, b) => compareText(a.key, b.key));
}

function listExposed({ view, window, days, nowMs }: Detection): Exposed[] {
  const places = new Map(view.targets.map(({ key }, place) => [key, place]));
  return findOpenedDoors(days).flatMap((opened) => {
    const [port, protocol] = [opened.port % 0x10000, Math.floor(opened.port / 0x10000)];
    const opening = exposedOpening(opened.changes, window.endMs, nowMs);
    if (opening === null || !view.isWatched(port, protocol)) return [];
    const place = places.get(opened.targetKey);
    const windowDoor = place === undefined ? null : doorKey(place, port, protocol);
    return [{ ...opened, opening, seen: view.targets[place ?? -1] ?? null, windowDoor }];
  });
}

/** Within a slot let-ins come before denials: those of the slot of its closing still belong to it. */
function spanOf({ countsFromSlot, closedSlot }: Opening): SlotSpan {
  return { fromSlot: countsFromSlot, toSlot: closedSlot ?? Number.POSITIVE_INFINITY };
}

function describe(detection: Detection, exposed: Exposed, letIns: LetIns): Exposure {
  const { view, days, nameOf } = detection;
  const { opening, seen, port } = exposed;
  const target = seen?.target ?? exposed.target;
  const door: Door = { target, port: port % 0x10000, protocol: Math.floor(port / 0x10000) };
  const known = letIns.lastSlot ?? lastLetInSlot(days, door, view.isExpected) ?? 0;
  // Days know each source's first let-in only; whoever opened the door may have been let in before on that day, but was let in then too.
  const lastSlot = Math.max(known, opening.openedSlot);
  return describeExposure({
    door,
    targetKey: exposed.targetKey,
    targetName: nameOf(target),
    installedAtMs: seen?.installedAtMs ?? installedAtMs(detection, target.mac),
    opening,
    letIns,
    lastLetInSlot: Math.min(lastSlot, opening.closedSlot ?? lastSlot),
  });
}

/** Of a target that the window does not show: when the first of the flow logs that told of it was first listed. */
function installedAtMs({ days, start, installation = {} }: Detection, mac: string): number {
  const logs = days.flatMap(({ hours }) => hours.filter((log) => log.mac === mac));
  const known = logs.map(({ flowLog }) => installation[flowLog]).filter((ms) => ms !== undefined);
  return known.length === 0 ? (start?.installedAtMs ?? 0) : Math.min(...known);
}

import type { StartState } from '../model/detection-input.ts';
import { slotMs } from '../model/facts.ts';
import type { FirstStart, OpenDoor } from '../model/findings/first-start.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { findExposures } from './find-exposures.ts';
import { learnsUntilMs } from './first-start/learns-until.ts';
import { modesOfFindings } from './first-start/modes-of-findings.ts';
import { clockHourStart } from './history/clock-hours.ts';
import { compareTargets } from './target-identity.ts';
import { countText } from './words/count-text.ts';
import { minuteText } from './words/minute-text.ts';

/** It is added to, by edits of its message, for so long. */
const toldMs = 24 * 3_600_000;

/**
 * Finds that Knockwatch has begun to watch, and what it watches: one finding in the first 24 hours after the installation, none later. It
 * lists the doors that stand open from before; a door that opens later is an exposure of its own.
 */
export function findFirstStart(detection: Detection): FirstStart[] {
  const { start, nowMs } = detection;
  return start === null || nowMs >= start.installedAtMs + toldMs ? [] : [describe(detection, start)];
}

function describe(detection: Detection, start: StartState): FirstStart {
  const { view, settings, days, nowMs } = detection;
  const { installedAtMs, flowLogs, isComplete } = start;
  const openDoors = listOpenDoors(detection);
  const targets = view.targets.length;
  const watchedPorts = settings.watchedPorts.length;
  return {
    finding: 'first-start',
    key: 'first-start',
    severity: 'ops',
    openedAtMs: installedAtMs,
    lastSeenAtMs: Math.max(installedAtMs, ...openDoors.map(({ openedAtMs }) => openedAtMs + slotMs)),
    sources: [],
    doors: [],
    score: null,
    digestOnly: false,
    installedAtMs,
    learning: null,
    flowLogs,
    targets,
    watchedPorts,
    watchedSinceMs: watchedSinceMs(detection) ?? installedAtMs,
    isComplete,
    openDoors,
    ...modesOfFindings(settings, targets),
    learnsUntilMs: learnsUntilMs(days, installedAtMs, nowMs),
    why: [
      `The first flow log was found at ${minuteText(installedAtMs)}; now ${countText(flowLogs, 'flow log')} and ${countText(targets, 'target')} are watched on ${countText(watchedPorts, 'port')}.`,
      isComplete
        ? 'The last 24 hours of every flow log have been read.'
        : 'The last 24 hours of the flow logs have not all been read yet: more may follow.',
      openDoors.length === 0
        ? 'No watched port is known to stand open to any.'
        : `${countText(openDoors.length, 'watched port')} ${openDoors.length === 1 ? 'stands' : 'stand'} open to any.`,
    ],
  };
}

/** By the target's name, then port. */
function listOpenDoors(detection: Detection): OpenDoor[] {
  return findExposures(detection)
    .filter(({ state, isFromStart }) => state === 'open' && isFromStart)
    .map(({ door, targetName, openedAtMs, allowedBy }) => ({ ...door, targetName, openedAtMs, allowedBy }))
    .sort(
      (a, b) =>
        compareText(a.targetName, b.targetName) ||
        compareTargets(a.target, b.target) ||
        a.port - b.port ||
        a.protocol - b.protocol,
    );
}

/** Start of the first hour of the window that has records, ms. */
function watchedSinceMs({ hours }: Detection): number | null {
  const first = hours.find(({ logs }) => logs.some(({ records }) => records > 0));
  return first === undefined ? null : clockHourStart(first.hour);
}

import type { PortKey } from '../../model/facts.ts';
import { type ComparedHour, compareHours, leastHigh } from '../campaign/judge-port.ts';
import { measureCrowds } from '../campaign/measure-crowds.ts';
import { hoursJudged, judgedHours, leastTargets } from '../find-campaigns.ts';
import { clockHourStart, hourMs } from '../history/clock-hours.ts';
import { portKey } from '../watched-ports.ts';
import { countText } from '../words/count-text.ts';
import { portText } from '../words/port-text.ts';
import { spanText } from '../words/span-text.ts';
import { type Check, type Condition, conditionOf, holds, notAsked, reaches } from './condition.ts';
import type { SubjectView } from './view-subject.ts';

/** Whether the crowd changed on the watched ports on which a subject was denied: one condition a port. */
export function campaignConditions(subject: SubjectView): Condition[] {
  const ports = portsDenied(subject);
  if (ports.length === 0) return [notAsked('campaign', 'it was denied on no watched port in the last 24 hours')];
  const hours = judgedHours(subject.detection.nowMs);
  const crowds = measureCrowds(subject.detection.view, new Set(ports), hours);
  return ports.map((port) =>
    conditionOf('campaign', nameOf(port), nameOf(port), checksOf(subject, port, hours, crowds.has(port))),
  );
}

const nameOf = (port: PortKey): string => portText(port % 0x10000, Math.floor(port / 0x10000));

function portsDenied({ detection: { view }, rows }: SubjectView): PortKey[] {
  const { port, protocol } = view.facts.denied;
  const watched = rows.denied.filter((row) => view.isWatched(port[row] ?? 0, protocol[row] ?? 0));
  return [...new Set(watched.map((row) => portKey(port[row] ?? 0, protocol[row] ?? 0)))].sort((a, b) => a - b);
}

function checksOf({ detection }: SubjectView, port: PortKey, hours: readonly string[], hasCrowd: boolean): Check[] {
  const { days, view, settings } = detection;
  const compared = compareHours(days, port, hours, settings.bounds.campaign);
  const high = compared.filter(({ isHigh }) => isHigh).length;
  const highest = compared.reduce<ComparedHour | null>(
    (most, hour) => (most === null || hour.prefixes > most.prefixes ? hour : most),
    null,
  );
  const what = `${high} of the last ${hoursJudged} hours high, ${leastHigh} needed`;
  return [
    reaches(
      view.targets.length,
      leastTargets,
      `${countText(view.targets.length, 'target')} in the window, ${leastTargets} needed`,
    ),
    reaches(high, leastHigh, highest === null ? what : `${what}: ${hourText(highest, settings.bounds.campaign)}`),
    ...(high >= leastHigh && !hasCrowd ? [holds(false, 'the window holds no denial of these hours')] : []),
  ];
}

function hourText(
  { hour, prefixes, median, days }: ComparedHour,
  { times, prefixes: least }: { times: number; prefixes: number },
): string {
  const fromMs = clockHourStart(hour);
  const usual = days === 0 ? 'nothing to compare with' : `${least} and ${times} times the usual ${median} make an hour high`;
  return `at most ${countText(prefixes, 'prefix', 'prefixes')} (${spanText(fromMs, fromMs + hourMs)}); ${usual}`;
}

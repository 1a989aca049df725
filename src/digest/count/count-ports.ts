import type { DayParts, PortCounts } from '../../model/digest/day-parts.ts';
import type { DaySums } from '../../model/digest/day-sums.ts';
import type { DayCounts } from '../tally/tally-day.ts';
import { sumOf } from '../tally/tally-figures.ts';
import type { Counted } from './counted.ts';
import { namedPort } from './name-ports.ts';

/** Ports that a chart can tell apart. */
const portsInChart = 8;
const otherPortsShown = 10;

/** The places of the watched ports that were denied, most first. */
export function busiestPorts({ counts }: Pick<Counted, 'counts'>): readonly number[] {
  const { denied } = counts.tally.ports;
  return counts.watched
    .map((_, place) => place)
    .filter((place) => (denied[place] ?? 0) > 0)
    .sort((a, b) => (denied[b] ?? 0) - (denied[a] ?? 0) || (counts.watched[a] ?? 0) - (counts.watched[b] ?? 0));
}

/** The watched ports that anyone tried. */
export function portCounts(counts: DayCounts): readonly PortCounts[] {
  const { denied, sources, letIn, sourcesLetIn } = counts.tally.ports;
  return counts.watched
    .map((port, place) => ({
      port,
      denied: denied[place] ?? 0,
      sources: sources[place] ?? 0,
      letIn: letIn[place] ?? 0,
      sourcesLetIn: sourcesLetIn[place] ?? 0,
      targets: targetsOf(counts, place),
    }))
    .filter((row) => row.denied > 0 || row.sourcesLetIn > 0);
}

function targetsOf({ watched, details: { targets, deniedAtDoor } }: DayCounts, place: number): number {
  return targets.targets.filter((_, target) => deniedAtDoor.at(target * watched.length + place) > 0).length;
}

/** Denied attempts hour by hour, of the busiest ports one by one. */
export function hourlyCounts({ counts, words }: Counted): DayParts['hourly'] {
  const busiest = busiestPorts({ counts });
  const [shown, rest] = [busiest.slice(0, portsInChart), busiest.slice(portsInChart)];
  const deniedIn = (hour: number, port: number): number => counts.details.deniedInHour.at(hour * counts.watched.length + port);
  return {
    ports: shown.map((place) => namedPort(counts.watched[place] ?? 0, words)),
    hours: counts.day.hours.map((hour, place) => ({
      hour,
      denied: shown.map((port) => deniedIn(place, port)),
      others: rest.reduce((sum, port) => sum + deniedIn(place, port), 0),
    })),
  };
}

/** What was denied on ports that are not watched. */
export function otherPorts({ counts, words }: Counted): DaySums['otherPorts'] {
  const { denied, sources } = counts.details.otherPorts();
  const ranked = [...denied].sort(([a, flowsA], [b, flowsB]) => flowsB - flowsA || a - b);
  return {
    denied: sumOf(denied.values()),
    sources,
    ports: denied.size,
    busiest: ranked.slice(0, otherPortsShown).map(([port, flows]) => ({ ...namedPort(port, words), denied: flows })),
  };
}

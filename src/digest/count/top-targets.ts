import type { TargetRow, Top } from '../../model/digest/day-counts.ts';
import type { Counted } from './counted.ts';
import { namedPort, namedTarget } from './name-ports.ts';

const targetsShown = 20;

/** A target by its number in the counts, with its denied attempts on watched ports. */
export interface RankedTarget {
  readonly place: number;
  readonly denied: number;
}

/** Targets that were denied or let in on watched ports, most denied first. */
export function busiestTargets({ counts }: Counted): readonly RankedTarget[] {
  const { targets, deniedAtDoor, letInOfTarget } = counts.details;
  const ports = counts.watched.length;
  return targets.targets
    .map((target, place) => ({ target, place, denied: sumRow(deniedAtDoor.at, place, ports) }))
    .filter(({ place, denied }) => denied > 0 || letInOfTarget.at(place) > 0)
    .sort(
      (a, b) =>
        b.denied - a.denied ||
        letInOfTarget.at(b.place) - letInOfTarget.at(a.place) ||
        (textOf(a.target) < textOf(b.target) ? -1 : 1),
    );
}

const textOf = ({ mac, address, resource }: { mac: string; address: string; resource: string }): string =>
  `${mac} ${address} ${resource}`;

function sumRow(at: (place: number) => number, row: number, width: number): number {
  let sum = 0;
  for (let column = 0; column < width; column++) sum += at(row * width + column);
  return sum;
}

/** The targets most denied. */
export function topTargets(input: Counted): Top<TargetRow> {
  const ranked = busiestTargets(input);
  return {
    rows: ranked.slice(0, targetsShown).map((one) => targetRow(input, one)),
    others: othersOf(ranked.slice(targetsShown), ({ denied }) => denied),
  };
}

/** What rows without a place of their own come to. */
export const othersOf = <T>(rest: readonly T[], flowsOf: (one: T) => number): Top<T>['others'] => ({
  count: rest.length,
  flows: rest.reduce((sum, one) => sum + flowsOf(one), 0),
});

function targetRow({ counts, words }: Counted, { place, denied }: RankedTarget): TargetRow {
  const { targets, deniedAtDoor, sourcesOfTarget, letInOfTarget, sourcesLetInOfTarget } = counts.details;
  const target = targets.targets[place] ?? { mac: '', address: '', resource: '' };
  const onPort = counts.watched.map((_, port) => deniedAtDoor.at(place * counts.watched.length + port));
  const top = onPort.reduce((best, value, port) => (value > (onPort[best] ?? 0) ? port : best), 0);
  return {
    ...namedTarget(target, words),
    denied,
    sources: sourcesOfTarget.at(place),
    letIn: letInOfTarget.at(place),
    sourcesLetIn: sourcesLetInOfTarget.at(place),
    ports: onPort.filter((value) => value > 0).length,
    topPort: denied === 0 ? null : namedPort(counts.watched[top] ?? 0, words),
  };
}

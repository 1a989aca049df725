import { type PortKey, slotMs } from '../../model/facts.ts';
import { compareText } from '../compare-text.ts';
import { clockHourStart, hourMs } from '../history/clock-hours.ts';
import type { WindowView } from '../view-window.ts';
import { portKey } from '../watched-ports.ts';

/** Who was denied on a port in some hours, and where. */
export interface Crowd {
  readonly sourceCount: number;
  /** Denied flows. */
  readonly denials: number;
  readonly targetCount: number;
  /** Countries of the sources, where known, most sources first. */
  readonly countries: readonly string[];
  /** When the first flow log of these targets was first seen, ms. */
  readonly installedAtMs: number;
}

interface Tally {
  flows: number;
  /** 1 for each source, by index in the facts, and target, by index in the view. */
  readonly isSource: Uint8Array;
  readonly isTarget: Uint8Array;
}

/**
 * Measures the crowds of some ports, in one pass over the window's denials.
 *
 * @param hours such as `2026112110`, in order and without a gap
 * @returns none for a port on which the window holds no denial in these hours
 */
export function measureCrowds(
  view: WindowView,
  ports: ReadonlySet<PortKey>,
  hours: readonly string[],
): ReadonlyMap<PortKey, Crowd> {
  if (ports.size === 0) return new Map();
  const tallies = tallyPorts(view, ports, clockHourStart(hours[0] ?? '') / slotMs, (hours.length * hourMs) / slotMs);
  return new Map([...tallies].map(([port, tally]) => [port, readTally(view, tally)]));
}

function tallyPorts(
  { facts, targets, targetOf }: WindowView,
  ports: ReadonlySet<PortKey>,
  firstSlot: number,
  slots: number,
): ReadonlyMap<PortKey, Tally> {
  const { slot, source, target, port, protocol, flows } = facts.denied;
  const tallies = new Map<PortKey, Tally>();
  for (let row = 0; row < slot.length; row++) {
    const at = (slot[row] ?? 0) - firstSlot;
    if (at < 0 || at >= slots) continue;
    const key = portKey(port[row] ?? 0, protocol[row] ?? 0);
    if (!ports.has(key)) continue;
    const tally = tallies.get(key) ?? {
      flows: 0,
      isSource: new Uint8Array(facts.sources.address.length),
      isTarget: new Uint8Array(targets.length),
    };
    tallies.set(key, tally);
    tally.flows += flows[row] ?? 0;
    tally.isSource[source[row] ?? 0] = 1;
    tally.isTarget[targetOf[target[row] ?? 0] ?? 0] = 1;
  }
  return tallies;
}

function readTally({ facts, targets }: WindowView, { flows, isSource, isTarget }: Tally): Crowd {
  const hit = targets.filter((_, index) => isTarget[index] === 1);
  return {
    sourceCount: isSource.reduce((sum, one) => sum + one, 0),
    denials: flows,
    targetCount: hit.length,
    countries: countriesOf(facts.sources.country, isSource),
    installedAtMs: hit.reduce((least, { installedAtMs }) => Math.min(least, installedAtMs), Number.POSITIVE_INFINITY),
  };
}

function countriesOf(countries: readonly string[], isSource: Uint8Array): string[] {
  const sources = new Map<string, number>();
  for (const [index, country] of countries.entries()) {
    if (isSource[index] === 1 && country !== '') sources.set(country, (sources.get(country) ?? 0) + 1);
  }
  return [...sources].sort(([a, countA], [b, countB]) => countB - countA || compareText(a, b)).map(([country]) => country);
}

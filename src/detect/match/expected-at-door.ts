import type { Target } from '../../model/facts.ts';
import type { DetectionSettings, ExpectedSource } from '../../model/settings.ts';
import { portKey } from '../watched-ports.ts';
import { matchAddress } from './match-address.ts';
import { matchTarget } from './match-target.ts';

/** Whether a source is expected at a door: only there it is exempt. */
export type ExpectedAtDoor = (source: string, target: Target, port: number, protocol: number) => boolean;

type ExpectationSettings = Pick<DetectionSettings, 'expectedSources' | 'targets'>;

interface Entry {
  readonly label: string;
  readonly includesSource: (source: string) => boolean;
  readonly includesTarget: (target: Target) => boolean;
  readonly ports: ReadonlySet<number>;
}

/** Makes the test for `expectedSources`: address and port match an entry, and the target too where the entry lists some. */
export function expectedAtDoor(settings: ExpectationSettings): ExpectedAtDoor {
  if (settings.expectedSources.length === 0) return () => false;
  const entriesOf = entriesBySource(settings);
  return (source, target, port, protocol) => entriesOf(source).some((entry) => isAt(entry, target, port, protocol));
}

/** Makes the function that names the entries of `expectedSources` by which a source is expected at a door: their labels, each once. */
export function expectedAs(
  settings: ExpectationSettings,
): (source: string, target: Target, port: number, protocol: number) => readonly string[] {
  const entriesOf = entriesBySource(settings);
  return (source, target, port, protocol) => {
    const entries = entriesOf(source).filter((entry) => isAt(entry, target, port, protocol));
    return [...new Set(entries.map(({ label }) => label))];
  };
}

/** Makes the test for whether a source is expected at any door at all: most are at none, and asked once they need no second look. */
export function expectedAnywhere({ expectedSources }: Pick<DetectionSettings, 'expectedSources'>): (source: string) => boolean {
  return matchAddress(expectedSources.flatMap(({ sources }) => sources));
}

function entriesBySource({ expectedSources, targets }: ExpectationSettings): (source: string) => readonly Entry[] {
  const entries = expectedSources.map((expected) => readEntry(expected, targets));
  return remember((source: string) => entries.filter((entry) => entry.includesSource(source)));
}

function isAt({ ports, includesTarget }: Entry, target: Target, port: number, protocol: number): boolean {
  return ports.has(portKey(port, protocol)) && includesTarget(target);
}

function readEntry({ label, sources, ports, targets }: ExpectedSource, named: DetectionSettings['targets']): Entry {
  return {
    label,
    includesSource: matchAddress(sources),
    includesTarget: remember(matchTarget(targets, named)),
    ports: new Set(ports),
  };
}

function remember<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

import type { Target } from '../model/facts.ts';
import type { DetectionSettings, ExpectedSource } from '../model/settings.ts';
import { matchAddress } from './match-address.ts';
import { matchTarget } from './match-target.ts';
import { portKey } from './watched-ports.ts';

/** Whether a source is expected at a door: only there it is exempt. */
export type ExpectedAtDoor = (source: string, target: Target, port: number, protocol: number) => boolean;

interface Entry {
  readonly includesSource: (source: string) => boolean;
  readonly includesTarget: (target: Target) => boolean;
  readonly ports: ReadonlySet<number>;
}

/** Makes the test for `expectedSources`: address and port match an entry, and the target too where the entry lists some. */
export function expectedAtDoor({
  expectedSources,
  targets,
}: Pick<DetectionSettings, 'expectedSources' | 'targets'>): ExpectedAtDoor {
  if (expectedSources.length === 0) return () => false;
  const entries = expectedSources.map((expected) => readEntry(expected, targets));
  const ofSource = remember((source: string) => entries.filter((entry) => entry.includesSource(source)));
  return (source, target, port, protocol) =>
    ofSource(source).some((entry) => entry.ports.has(portKey(port, protocol)) && entry.includesTarget(target));
}

/** Makes the test for whether a source is expected at any door at all: most are at none, and asked once they need no second look. */
export function expectedAnywhere({ expectedSources }: Pick<DetectionSettings, 'expectedSources'>): (source: string) => boolean {
  return matchAddress(expectedSources.flatMap(({ sources }) => sources));
}

function readEntry({ sources, ports, targets }: ExpectedSource, named: DetectionSettings['targets']): Entry {
  return { includesSource: matchAddress(sources), includesTarget: remember(matchTarget(targets, named)), ports: new Set(ports) };
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

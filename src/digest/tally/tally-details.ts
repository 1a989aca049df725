import type { PortKey } from '../../model/facts.ts';
import { addAt, createGrowingSums, type GrowingSums } from './growing-sums.ts';
import { createPortNumbers } from './number-ports.ts';
import type { NumberedSources } from './number-sources.ts';
import { createTargetNumbers, type NumberedTargets } from './number-targets.ts';
import { createPairSet } from './pair-set.ts';
import type { NumberedPart } from './tally-figures.ts';

/** Who, where and when, counted part by part; all but `otherPorts` on watched ports. */
export interface DetailTally {
  readonly add: (part: NumberedPart) => void;
  readonly targets: NumberedTargets;
  /** Distinct sources of each target, by its number. */
  readonly sourcesOfTarget: GrowingSums;
  readonly sourcesLetInOfTarget: GrowingSums;
  readonly letInOfTarget: GrowingSums;
  /** Whether anything from the internet reached it, on any port. */
  readonly reached: ReadonlySet<number>;
  /** Denied attempts by target × ports + port. */
  readonly deniedAtDoor: GrowingSums;
  /** Denied attempts by hour × ports + port. */
  readonly deniedInHour: GrowingSums;
  /** Denied attempts by country × ports + port. */
  readonly deniedOfCountry: GrowingSums;
  /** Of each source, by its number: denied attempts, and distinct targets. */
  readonly deniedOfSource: GrowingSums;
  readonly targetsOfSource: GrowingSums;
  readonly otherPorts: () => OtherPorts;
}

/** Ports that are not watched: flows of each, and distinct sources of all. */
interface OtherPorts {
  readonly denied: ReadonlyMap<PortKey, number>;
  readonly sources: number;
}

/** Nothing counted yet. */
export function createDetailTally(ports: number, sources: NumberedSources): DetailTally {
  const sums = {
    sourcesOfTarget: createGrowingSums(),
    sourcesLetInOfTarget: createGrowingSums(),
    letInOfTarget: createGrowingSums(),
    deniedAtDoor: createGrowingSums(),
    deniedInHour: createGrowingSums(),
    deniedOfCountry: createGrowingSums(),
    deniedOfSource: createGrowingSums(),
    targetsOfSource: createGrowingSums(),
  };
  const targets = createTargetNumbers();
  const reached = new Set<number>();
  const [deniedPairs, letInPairs] = [createPairSet(), createPairSet()];
  const other = createOtherPorts();
  const addDenied = (part: NumberedPart, targetOf: Uint32Array): void => {
    const { denied } = part.facts;
    const countryOf = sources.countryNumbers();
    const atDoor = sums.deniedAtDoor.reserve(targets.targets.length * ports);
    const inHour = sums.deniedInHour.reserve((part.place + 1) * ports);
    const ofCountry = sums.deniedOfCountry.reserve(sources.countries.length * ports);
    const ofSource = sums.deniedOfSource.reserve(sources.count());
    const sourcesOf = sums.sourcesOfTarget.reserve(targets.targets.length);
    const targetsOf = sums.targetsOfSource.reserve(sources.count());
    const isOther = other.reserve(sources.count());
    const isReached = new Uint8Array(targets.targets.length);
    for (let row = 0; row < denied.flows.length; row++) {
      const source = part.sources[denied.source[row] as number] as number;
      const target = targetOf[denied.target[row] as number] as number;
      const flows = denied.flows[row] as number;
      const port = part.deniedPorts[row] as number;
      isReached[target] = 1;
      if (port < 0) {
        other.add(isOther, source, denied.port[row] as number, denied.protocol[row] as number, flows);
        continue;
      }
      addAt(atDoor, target * ports + port, flows);
      addAt(inHour, part.place * ports + port, flows);
      addAt(ofCountry, (countryOf[source] as number) * ports + port, flows);
      addAt(ofSource, source, flows);
      if (!deniedPairs.add(source, target)) continue;
      addAt(sourcesOf, target, 1);
      addAt(targetsOf, source, 1);
    }
    for (const [target, one] of isReached.entries()) if (one === 1) reached.add(target);
  };
  const addAllowed = (part: NumberedPart, targetOf: Uint32Array): void => {
    const { allowed } = part.facts;
    const letIn = sums.letInOfTarget.reserve(targets.targets.length);
    const sourcesOf = sums.sourcesLetInOfTarget.reserve(targets.targets.length);
    for (let row = 0; row < allowed.flows.length; row++) {
      if ((part.allowedPorts[row] as number) < 0) continue;
      const target = targetOf[allowed.target[row] as number] as number;
      reached.add(target);
      addAt(letIn, target, allowed.flows[row] as number);
      if (letInPairs.add(part.sources[allowed.source[row] as number] as number, target)) addAt(sourcesOf, target, 1);
    }
  };
  return {
    ...sums,
    add: (part) => {
      const targetOf = targets.take(part.facts.targets);
      addDenied(part, targetOf);
      addAllowed(part, targetOf);
    },
    targets,
    reached,
    otherPorts: other.totals,
  };
}

function createOtherPorts() {
  const numbers = createPortNumbers();
  const flowsOf: number[] = [];
  const seen = createGrowingSums();
  let sources = 0;
  return {
    totals: (): OtherPorts => ({
      denied: new Map(numbers.ports.map((port, number) => [port, flowsOf[number] ?? 0])),
      sources,
    }),
    reserve: seen.reserve,
    add: (isSeen: Float64Array, source: number, port: number, protocol: number, flows: number): void => {
      const number = numbers.numberOf(port, protocol);
      flowsOf[number] = (flowsOf[number] ?? 0) + flows;
      if (isSeen[source] !== 0) return;
      isSeen[source] = 1;
      sources++;
    },
  };
}

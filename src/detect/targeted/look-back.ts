import type { PortKey } from '../../model/facts.ts';
import type { Detection } from '../detection.ts';
import { expectedAnywhere } from '../match/expected-at-door.ts';
import { portKey } from '../watched-ports.ts';
import type { Suspect } from './choose-suspects.ts';
import type { NumberedDays } from './number-days.ts';
import { addPastOfSource, attemptsOfActiveDay, type LookBackContext, type PastSource, type PastSums } from './past-of-source.ts';
import type { Profile } from './profile-suspect.ts';
import { createTally, type Tally } from './tally.ts';

/** A target is worked on with at least one attempt for so many on the top target. */
const attemptsForOne = 10;

/** What the history tells of a suspect. */
export interface LookBack {
  /** Days active at its top target; of a prefix those of the source with most. */
  readonly days: number;
  readonly targetsWorkedOn: number;
  /** The top port's share in the denials of everyone else on watched ports; null where nobody else was denied. */
  readonly share: number | null;
}

/**
 * Makes the function that looks back on suspects. A source's attempts on a target, denied or allowed, count on days with at least three,
 * and histories do not keep fewer. A prefix can work with many sources that make fewer each: what they did in the window counts for it
 * too.
 */
export function lookBackOn(context: LookBackContext): (suspect: Suspect, profile: Profile) => LookBack {
  const { days, ranked, detection } = context;
  const denials = denialsByPort(days);
  const readSource = sourceReader(detection);
  const tallies = { worked: createTally(days.targetCount), rest: createTally(days.targetCount) };
  const kept = createTally(days.targetCount * days.days.length);
  return ({ scope, members }, { target, mainPorts: [rank = 0] }) => {
    const { port = 0, protocol = 0 } = ranked.ports[rank] ?? {};
    const sums: PastSums = { ...tallies, kept, ownOnPort: 0, ownOnAll: 0 };
    sums.worked.clear();
    sums.rest.clear();
    const top = { target: days.groupOf[target] ?? 0, rank, port: portKey(port, protocol) };
    const daysOf = members.map((member) => addPastOfSource(context, readSource(member), top, sums));
    if (scope === 'prefix') addRest(sums);
    return {
      days: daysOf.reduce((most, count) => Math.max(most, count), 0),
      targetsWorkedOn: targetsWorkedOn(sums.worked, top.target),
      share: shareOf((denials.onPort.get(top.port) ?? 0) - sums.ownOnPort, denials.onAll - sums.ownOnAll),
    };
  };
}

/** Sources are left out at the doors where they are expected. */
function sourceReader({ settings, view }: Detection): (index: number) => PastSource {
  const isExpectedAnywhere = expectedAnywhere(settings);
  return (index) => {
    const address = view.facts.sources.address[index] ?? '';
    const isLeftOut: PastSource['isLeftOut'] = isExpectedAnywhere(address)
      ? (target, port) => view.isExpected(address, target, port & 0xffff, port >>> 16)
      : null;
    return { index, address, isLeftOut };
  };
}

/** Denials on each watched port, and on all of them. */
function denialsByPort({ days }: NumberedDays): { readonly onPort: ReadonlyMap<PortKey, number>; readonly onAll: number } {
  const onPort = new Map<PortKey, number>();
  let onAll = 0;
  for (const { port, deniedFlows } of days.flatMap(({ history }) => history.ports)) {
    onPort.set(port, (onPort.get(port) ?? 0) + deniedFlows);
    onAll += deniedFlows;
  }
  return { onPort, onAll };
}

/** Adds what the sources of a prefix did together and no history keeps. */
function addRest({ worked, rest }: PastSums): void {
  for (const target of rest.keys()) {
    if (worked.get(target) + rest.get(target) >= attemptsOfActiveDay) worked.add(target, rest.get(target));
  }
}

function targetsWorkedOn(worked: Tally, top: number): number {
  const others = worked.keys().filter((target) => target !== top && worked.get(target) * attemptsForOne >= worked.get(top));
  return 1 + others.length;
}

function shareOf(onPort: number, onAll: number): number | null {
  return onAll <= 0 ? null : Math.min(1, Math.max(0, onPort) / onAll);
}

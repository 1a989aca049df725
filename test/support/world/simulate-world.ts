/** A made-up internet and the network it knocks at, over weeks: options come in, hours of facts and the truth about what was put in go out. */
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import type { Installation } from '../../../src/model/installation.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import { makeAdmins } from './actors/admins.ts';
import { makeBots } from './actors/bots.ts';
import { makeListers, makeStaleListers, makeWalkers } from './actors/brute-forcers.ts';
import { expectedSources, makeExpectedPeople, openExpected } from './actors/expected-people.ts';
import { makeMassScanners } from './actors/mass-scanners.ts';
import { makeResearchFleets } from './actors/research-fleets.ts';
import { makeFirewall, type Opening } from './firewall.ts';
import type { Injection } from './inject/injection.ts';
import { planInjections } from './inject/plan-injections.ts';
import { flowLog, makeNetwork, type Network, type Variant } from './network.ts';
import { hourAt, worldStartMs } from './world-time.ts';
import { type WorldHour, writeHour } from './write-hour.ts';

export interface WorldOptions {
  readonly seed: number;
  /** How many addresses can be knocked at. */
  readonly targets: number;
  readonly variant: Variant;
  readonly days: number;
  /** Days before anything is put in. */
  readonly learnDays: number;
  /** Share of the crowd's full volume, about 13,000 knocks a target and day. */
  readonly volume: number;
}

export interface World {
  readonly options: WorldOptions;
  readonly network: Network;
  /** The defaults, with those expected and the group of replaced targets named. */
  readonly settings: DetectionSettings;
  readonly installation: Installation;
  readonly startMs: number;
  readonly injections: readonly Injection[];
  /** Hour by hour, once; what was put in is judged as they go by. */
  readonly hours: () => Generator<WorldHour>;
}

/** Makes a world: the same options give the same. */
export function simulateWorld(options: WorldOptions): World {
  const { seed, targets, variant, days, volume } = options;
  const network = makeNetwork(targets, variant);
  const injections = planInjections(seed, network, volume, options);
  const admins = makeAdmins(seed, network, days);
  const openings = [...openJumpHost(network), ...openExpected(network), ...admins.openings];
  const firewall = makeFirewall(
    [...openings, ...injections.flatMap((injection) => injection.openings)],
    injections.flatMap(({ closings }) => closings),
  );
  const actors = [
    makeBots(seed, targets, volume),
    makeMassScanners(seed, targets, volume),
    makeResearchFleets(seed, targets, volume),
    makeWalkers(seed, network),
    makeListers(seed, network),
    makeStaleListers(seed, network),
    makeExpectedPeople(seed, network),
    admins.actor,
    ...injections.map(({ actor }) => actor),
  ];
  return {
    options,
    network,
    settings: { ...defaultDetectionSettings, expectedSources, targets: network.named },
    installation: { [flowLog]: worldStartMs },
    startMs: worldStartMs,
    injections,
    hours: function* () {
      for (let index = 0; index < days * 24; index++) {
        const hour = writeHour(hourAt(index), network, firewall, actors);
        judgeHour(hour, injections);
        yield hour;
      }
    },
  };
}

function openJumpHost({ jumpHost }: Network): Opening[] {
  if (jumpHost === null) return [];
  return [{ rule: 'UserRule_AllowSsh', place: jumpHost, port: 22, fromMs: 0, untilMs: Number.POSITIVE_INFINITY, admits: null }];
}

function judgeHour(hour: WorldHour, injections: readonly Injection[]): void {
  for (const knock of hour.knocks()) {
    for (const { concerns, judge } of injections) if (concerns(knock.source, knock.place, knock.port)) judge.see(knock);
  }
}

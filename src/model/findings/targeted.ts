import type { DecidingRule, Door, FindingCore } from './finding-core.ts';

/** The named parts of a targeting score, each in points, and the factors they are multiplied by. */
export interface ScoreParts {
  readonly focus: number;
  readonly ports: number;
  /** By clock hours active in the window, and by days active in the history. */
  readonly hours: number;
  readonly days: number;
  readonly rarity: number;
  /** For a prefix only; 0 for a single source. */
  readonly company: number;
  /** M: 0.6 to 1.2, by the weight of the ports. */
  readonly weightFactor: number;
  readonly criticality: number;
  /** G: 1 where it is aimed at one target, towards 0 the more it is spread. */
  readonly aimFactor: number;
  /** 0.3 for a known scanner, else 1. */
  readonly scannerFactor: number;
}

/** What the parts were computed from. */
export interface ScoreInputs {
  /** n: denied attempts on the top target. */
  readonly attempts: number;
  /** P: distinct watched ports there. */
  readonly ports: number;
  /** h: clock hours active there in the window. */
  readonly hours: number;
  /** d: UTC days active there in the history. */
  readonly days: number;
  /** T: targets with at least a tenth of its attempts on the top one, in the history. */
  readonly targetsWorkedOn: number;
  /** E: targets that saw any internet-sourced denial in the window. */
  readonly targetsSeen: number;
  /** Share of the top port in all denials on watched ports; null where nobody else was denied. */
  readonly share: number | null;
  /** w: the weight that counts, 0 to 10. */
  readonly weight: number;
  /** Sources on the top door; 1 for a single source. */
  readonly company: number;
}

/** Someone aims at this network. One a source, or a prefix with at least five sources at one door. */
export interface Targeted extends FindingCore {
  readonly finding: 'targeted';
  readonly score: number;
  readonly scope: 'source' | 'prefix';
  /** IPv4 address or IPv6 /64; or IPv4 /24, IPv6 /48: `203.0.113.0/24`. */
  readonly source: string;
  readonly country: string;
  /** Sources of a prefix that made attempts there, most attempts first, at most 20; the source alone for a source. */
  readonly members: readonly string[];
  readonly memberCount: number;
  /** Top target and top port. */
  readonly door: Door;
  readonly targetName: string;
  readonly parts: ScoreParts;
  readonly inputs: ScoreInputs;
  /** In the window: denied attempts on watched ports, targets and ports touched. */
  readonly denials: number;
  readonly targetsTouched: number;
  readonly portsTouched: number;
  readonly firstDeniedAtMs: number;
  readonly lastDeniedAtMs: number;
  /** The rule that denied it most. */
  readonly deniedBy: DecidingRule;
  /** Label of the known scanner it belongs to, or ''. */
  readonly scanner: string;
}

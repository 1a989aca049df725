import type { DayFigures } from '../model/digest/day-figures.ts';
import type { DayParts } from '../model/digest/day-parts.ts';
import type { DigestHealth, RejectedPlace } from '../model/digest/digest-health.ts';
import type { DigestIncident } from '../model/digest/digest-incident.ts';
import type { SuppressionMemory } from '../model/digest/digest-memory.ts';
import type { Rule, Target } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { RuleKind } from '../model/findings/finding-core.ts';
import type { Incident } from '../model/incident.ts';
import type { Installation } from '../model/installation.ts';
import type { DetectionSettings, Suppression } from '../model/settings.ts';
import type { LocalDay } from './local-day.ts';

/** A day before the one that is told. */
export interface EarlierDay {
  readonly day: LocalDay;
  /** Null where its numbers are not known: not made yet, or its facts are given up. */
  readonly figures: DayFigures | null;
}

/** A finding in words; all plain. */
export type IncidentWords = Pick<
  DigestIncident,
  'headline' | 'sentence' | 'kind' | 'who' | 'where' | 'what' | 'why' | 'whatToDo' | 'steps'
>;

/** How things are called. What is passed in is of the other folders; all of it gives plain, clean text. */
export interface DigestWords {
  readonly targetName: (target: Target) => string;
  /** `3389/tcp` */
  readonly portLabel: (port: number, protocol: number) => string;
  /** `RDP`; '' where the port has no name. */
  readonly service: (port: number, protocol: number) => string;
  readonly ruleKind: (rule: Rule) => RuleKind;
  readonly ruleName: (rule: Rule) => string;
  /** `NSG nsg-db`; '' where it has no name. */
  readonly resourceName: (id: string) => string;
  readonly flowLogName: (flowLog: string) => string;
  /** Its network (IPv4 /16, IPv6 /32) as a range. */
  readonly network: (source: string) => string;
  readonly incident: (incident: Incident) => IncidentWords;
}

/** A rejection as storage keeps it. */
export type DigestRejection = RejectedPlace;

/** All that a digest is made from. */
export interface DigestInput {
  readonly day: LocalDay;
  readonly parts: DayParts;
  /** The 30 days before it, oldest first. */
  readonly earlier: readonly EarlierDay[];
  /** Those that are open, or were resolved in the last seven days. */
  readonly incidents: readonly Incident[];
  readonly suppressionsOf: (finding: Finding) => readonly Suppression[];
  /** What suppressions did before, as earlier digests saw it. */
  readonly memory: readonly SuppressionMemory[];
  readonly installation: Installation;
  readonly rejections: readonly DigestRejection[];
  readonly self: Pick<DigestHealth, 'undelivered' | 'failed' | 'countryDatabase'>;
  readonly settings: DetectionSettings;
  /** Those of the digest that was sent before; null where there was none. */
  readonly previousSettings: DetectionSettings | null;
  readonly words: DigestWords;
  /** Event time, ms. */
  readonly madeAtMs: number;
}

import type { Blind } from './findings/blind.ts';
import type { Breakthrough } from './findings/breakthrough.ts';
import type { Campaign } from './findings/campaign.ts';
import type { Exposure } from './findings/exposure.ts';
import type { FirstStart } from './findings/first-start.ts';
import type { LockedOut } from './findings/locked-out.ts';
import type { NewDoor } from './findings/new-door.ts';
import type { NewTarget } from './findings/new-target.ts';
import type { Targeted } from './findings/targeted.ts';
import type { ThresholdReached } from './findings/threshold-reached.ts';

/** `ops`: about Knockwatch itself, apart from the others; below all of them. */
export type Severity = 'ops' | 'low' | 'medium' | 'high' | 'critical';

/** The findings that settings switch `on`, `shadow` or `off`; each is one file in `detect`. */
export type FindingKind =
  | 'breakthrough'
  | 'exposure'
  | 'locked-out'
  | 'campaign'
  | 'targeted'
  | 'new-target'
  | 'new-door'
  | 'blind';
/** A finding by name; a rule that a user wrote is `threshold:NAME`. `first-start` has no mode: it is always told, once. */
export type FindingId = FindingKind | 'first-start' | `threshold:${string}`;

/** What detection found: one shape a kind, told apart by `finding` (`threshold:NAME` by its `rule`). */
export type Finding =
  | Breakthrough
  | Exposure
  | LockedOut
  | Campaign
  | Targeted
  | NewTarget
  | NewDoor
  | ThresholdReached
  | Blind
  | FirstStart;

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

import type { ThresholdRule } from '../threshold-rule.ts';
import type { FindingCore } from './finding-core.ts';

/** A rule that a user wrote was met. One a rule and group. */
export interface ThresholdReached extends FindingCore {
  readonly finding: `threshold:${string}`;
  readonly rule: ThresholdRule;
  /** What the rule counts by: `203.0.113.7`, `203.0.113.0/24`, a target's name, `3389/tcp`, `CN`, or `203.0.113.7 at vm-db1`. */
  readonly group: string;
  /** Attempts in the fullest window of the rule's length, of the latest stretch of windows that meet it. */
  readonly attempts: number;
  /** Of what the rule wants to be distinct, in that window; null where it wants nothing. */
  readonly distinct: number | null;
  /** That window, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Sources in it, and their countries, most attempts first. */
  readonly sourceCount: number;
  readonly countries: readonly string[];
  readonly targetNames: readonly string[];
}

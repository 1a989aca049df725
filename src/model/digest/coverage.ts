import type { FlowLogKind } from '../stream.ts';
import type { HourSpan } from './digest-day.ts';

/** A flow log over the day. */
export interface FlowLogCoverage {
  /** Its path before `/y=`, upper case. */
  readonly id: string;
  /** `NSG nsg-db`, `flow log eastus_fl-prod`. */
  readonly name: string;
  readonly kind: FlowLogKind;
  /** When this installation first listed it, ms; null where no sweep did. */
  readonly firstListedAtMs: number | null;
  /** `silent`: it should have records and has none in the newest hours of the day; `unseen`: it was listed, and nothing was read of it in 30 days. */
  readonly state: 'recording' | 'silent' | 'unseen';
  /** End of the last clock hour of which it has records, up to the end of the day; null where there is none in 30 days. */
  readonly lastRecordMs: number | null;
  /** Clock hours of the day with records, and those in which they should be and are not. */
  readonly hoursWithRecords: number;
  readonly silentHours: readonly string[];
  readonly silentSpans: readonly HourSpan[];
  /** Network interfaces that it told of. */
  readonly interfaces: number;
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
  /** Flows left out because another log of the same network interface tells them too. */
  readonly alsoLoggedElsewhere: number;
  /** Every flow that it told of was told by another log as well. */
  readonly isReadTwice: boolean;
  /** NSG flow logs end on this day: `2027-09-30`; null for others. */
  readonly retiresOn: string | null;
}

import { type DeniedColumns, type PortKey, slotMs } from '../../model/facts.ts';
import type { ThresholdRule } from '../../model/threshold-rule.ts';
import type { Detection } from '../detection.ts';
import { keysOf } from '../history/view-day.ts';
import type { NumberRows, RowNumbers, Trait } from './number-rows.ts';

/** The rows that a rule looks at, and how they are numbered. */
export interface RuleRows {
  readonly rule: ThresholdRule;
  readonly columns: DeniedColumns;
  readonly ports: readonly PortKey[];
  /** The window's first slot, and how many it has. */
  readonly firstSlot: number;
  readonly slots: number;
  readonly numbers: (trait: Trait) => RowNumbers;
}

/** What a rule looks at in a window. */
export function rowsOfRule({ window, view, settings }: Detection, rule: ThresholdRule, numbering: NumberRows): RuleRows {
  const columns = view.facts[rule.decision];
  const ports = rule.ports ?? keysOf(settings.watchedPorts);
  return {
    rule,
    columns,
    ports,
    firstSlot: window.startMs / slotMs,
    slots: (window.endMs - window.startMs) / slotMs,
    numbers: (trait) => numbering(columns, trait, ports),
  };
}

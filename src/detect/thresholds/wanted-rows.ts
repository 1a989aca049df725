import type { Sources } from '../../model/facts.ts';
import type { ThresholdRule } from '../../model/threshold-rule.ts';
import { placesOfPorts } from '../history/view-day.ts';
import type { RuleRows } from './rule-rows.ts';

/** Makes the test, for each row, whether its rule counts it: port, slot, and the country of its source. */
export function wantedRows({ rule, columns, ports, firstSlot, slots }: RuleRows, sources: Sources): (row: number) => boolean {
  const { slot, source, port, protocol, flows } = columns;
  const placeOf = placesOfPorts(ports);
  const isFrom = sourcesFrom(sources, rule.countries);
  return (row) => {
    if (placeOf(port[row] ?? 0, protocol[row] ?? 0) < 0 || flows[row] === 0) return false;
    const at = (slot[row] ?? 0) - firstSlot;
    return at >= 0 && at < slots && (isFrom === null || isFrom[source[row] ?? 0] === 1);
  };
}

/** 1 for each source whose country counts; null where all do. A source of unknown country is in no list. */
function sourcesFrom({ country }: Sources, { only, except }: ThresholdRule['countries']): Uint8Array | null {
  if (only.length === 0 && except.length === 0) return null;
  const counts = (code: string): boolean => (only.length === 0 || only.includes(code)) && !except.includes(code);
  return Uint8Array.from(country, (code) => (counts(code) ? 1 : 0));
}

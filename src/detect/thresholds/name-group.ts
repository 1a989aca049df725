import type { DeniedColumns } from '../../model/facts.ts';
import type { ThresholdGroup } from '../../model/threshold-rule.ts';
import type { Detection } from '../detection.ts';
import { prefixRange } from '../match/network-block.ts';
import { portText } from '../words/port-text.ts';

/** A group of attempts as people and incidents know it. */
export interface NamedGroup {
  /** `203.0.113.7`, `203.0.113.0/24`, a target's name, `3389/tcp`, `CN`, or `203.0.113.7 at vm-db1`. */
  readonly name: string;
  /** The same in every evaluation; of a target its MAC and address, because names change. */
  readonly key: string;
  /** The source or prefix that it is; none for others. */
  readonly sources: readonly string[];
}

/** Names the group that a row of a table belongs to. */
export function nameGroup(
  { view, nameOf }: Pick<Detection, 'view' | 'nameOf'>,
  columns: DeniedColumns,
  per: ThresholdGroup,
  row: number,
): NamedGroup {
  const index = columns.source[row] ?? 0;
  const source = view.facts.sources.address[index] ?? '';
  const seen = view.targets[view.targetOf[columns.target[row] ?? 0] ?? 0];
  const [targetKey, targetName] = seen === undefined ? ['', ''] : [seen.key, nameOf(seen.target)];
  if (per === 'source') return named(source, [source]);
  if (per === 'prefix') return named(prefixRange(source), [prefixRange(source)]);
  if (per === 'port') return named(portText(columns.port[row] ?? 0, columns.protocol[row] ?? 0), []);
  if (per === 'country') return named(view.facts.sources.country[index] || 'unknown', []);
  if (per === 'target') return { name: targetName, key: targetKey, sources: [] };
  return { name: `${source} at ${targetName}`, key: `${source} ${targetKey}`, sources: [source] };
}

const named = (name: string, sources: readonly string[]): NamedGroup => ({ name, key: name, sources });

import { doorKey } from '../../../src/count/fact-tables.ts';
import type { DeniedColumns, Facts, PortKey, Total } from '../../../src/model/facts.ts';

/** The totals of the knocks of some facts, as counting their tuples would have given them. */
export function totalsOf(
  { sources, denied, allowed }: Pick<Facts, 'sources' | 'denied' | 'allowed'>,
  watched: ReadonlySet<PortKey>,
): readonly Total[] {
  return [...sumUp('denied', denied, sources.country, watched), ...sumUp('allowed', allowed, sources.country, watched)];
}

function sumUp(
  decision: Total['decision'],
  { source, port, protocol, rule, flows }: DeniedColumns,
  country: readonly string[],
  watched: ReadonlySet<PortKey>,
): Iterable<Total> {
  const sums = new Map<string, Total>();
  for (const [row, added] of flows.entries()) {
    const door = doorKey(port[row] ?? 0, protocol[row] ?? 0);
    const key = { port: watched.has(door) ? door : -1, country: country[source[row] ?? 0] ?? '', rule: rule[row] ?? 0 };
    const name = `${key.port} ${key.country} ${key.rule}`;
    const sum = (sums.get(name)?.flows ?? 0) + added;
    const bytes = decision === 'allowed' ? 2000 * sum : 0;
    sums.set(name, {
      decision,
      direction: 'inbound',
      scope: 'Public',
      ...key,
      flows: sum,
      bytesSent: bytes,
      bytesReceived: 2 * bytes,
    });
  }
  return sums.values();
}

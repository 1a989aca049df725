import type { DeniedColumns } from '../model/facts.ts';
import type { IsWatched } from './watched-ports.ts';

/** Row numbers of a table of facts, by index of their source. */
export type RowsBySource = ReadonlyMap<number, readonly number[]>;

/**
 * Groups the rows on watched ports by source, in one pass that makes nothing for rows it leaves out.
 *
 * @param sources only these; null takes every source
 * @param sourceCount length of the facts' `sources`
 */
export function rowsBySource(
  { source, port, protocol }: DeniedColumns,
  isWatched: IsWatched,
  sources: Iterable<number> | null,
  sourceCount: number,
): RowsBySource {
  const wanted = new Uint8Array(sourceCount).fill(sources === null ? 1 : 0);
  for (const index of sources ?? []) wanted[index] = 1;
  const groups = new Map<number, number[]>();
  for (let row = 0; row < source.length; row++) {
    const index = source[row] ?? 0;
    if (wanted[index] !== 1 || !isWatched(port[row] ?? 0, protocol[row] ?? 0)) continue;
    const rows = groups.get(index);
    if (rows === undefined) groups.set(index, [row]);
    else rows.push(row);
  }
  return groups;
}

import type { KnownScanner } from '../../model/settings.ts';
import { matchAddress } from '../match/match-address.ts';

/**
 * Makes the function that names the known scanner of a source, or of the sources of a prefix: the label of the first of them, provided each
 * belongs to some known scanner; else ''.
 */
export function nameScanners(scanners: readonly KnownScanner[]): (sources: readonly string[]) => string {
  const entries = scanners.map(({ label, sources }) => ({ label, includes: matchAddress(sources) }));
  const labelOf = (source: string): string | undefined => entries.find(({ includes }) => includes(source))?.label;
  return (sources) => (sources.every((source) => labelOf(source) !== undefined) ? (labelOf(sources[0] ?? '') ?? '') : '');
}

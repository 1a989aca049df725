import { compareText } from './compare-text.ts';

/**
 * Lists the countries of some sources, most flows first.
 *
 * @param flowsOfSource each source once, by its index, with its flows
 * @param countries of the facts' sources; '' is left out
 */
export function leadingCountries(
  flowsOfSource: Iterable<readonly [source: number, flows: number]>,
  countries: readonly string[],
): string[] {
  const flows = new Map<string, number>();
  for (const [source, count] of flowsOfSource) {
    const country = countries[source] ?? '';
    if (country !== '') flows.set(country, (flows.get(country) ?? 0) + count);
  }
  return [...flows].sort(([a, flowsA], [b, flowsB]) => flowsB - flowsA || compareText(a, b)).map(([country]) => country);
}

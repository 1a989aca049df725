import { cleanText } from './clean-text.ts';
import { countText, listText, someOf } from './count-text.ts';
import { countryName } from './country-label.ts';

/** The longest address is an IPv6 /64 of 42 characters. */
export const sourceCharacters = 50;

/** An address, clean. */
export const sourceLabel = (source: string): string => cleanText(source, sourceCharacters) || 'an unnamed source';

/** A source with its country, where it is known: `203.0.113.7 (China)`. */
export function sourceWithCountry(source: string, country: string): string {
  const name = countryName(country);
  return name === '' ? sourceLabel(source) : `${sourceLabel(source)} (${name})`;
}

/** Some addresses: the one with its country, or how many: `3 addresses`. */
export const sourcesText = (sources: readonly string[], country: string): string =>
  sources.length === 1 ? sourceWithCountry(sources[0] ?? '', country) : countText(sources.length, 'address', 'addresses');

/** The first four of some addresses. */
export const sourceList = (sources: readonly string[]): string =>
  listText(someOf(sources.map(sourceLabel), 'more address', 'more addresses'));

import { listText, someOf } from './count-text.ts';

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** From a capital letter to its regional indicator symbol; two of these make a flag. */
const toIndicator = 0x1f1e6 - 0x41;

/** English name of an ISO 3166-1 alpha-2 code: `CN` → `China`; '' where there is none. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? (regionNames.of(code) ?? '') : '';
}

/** Flag and name: `CN` → `🇨🇳 China`; `unknown` where the code has no name. */
export function countryLabel(code: string): string {
  const name = countryName(code);
  if (name === '') return 'unknown';
  return `${String.fromCodePoint(...[...code].map((letter) => letter.charCodeAt(0) + toIndicator))} ${name}`;
}

/** The names of the first of some countries: `China, Russia, United States, Netherlands and 2 more`; '' where none is known. */
export function countryList(codes: readonly string[]): string {
  const names = codes.map(countryName).filter((name) => name !== '');
  return listText(someOf(names, 'more', 'more'));
}

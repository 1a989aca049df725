const displayNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Distance from a capital letter to its regional indicator symbol; two of these make a flag. */
const regionalIndicatorOffset = 0x1f1e6 - 'A'.charCodeAt(0);
/** ZZ stands for "unknown". */
const isCountryCode = (code: string): boolean => /^[A-Z]{2}$/.test(code) && code !== 'ZZ';

/** The English name of an ISO 3166-1 alpha-2 code (`JP` → `Japan`); the code itself where it has no name, '' for ''. */
export const countryName = (code: string): string => (isCountryCode(code) ? (displayNames.of(code) ?? code) : code);

/** The flag of an ISO 3166-1 alpha-2 code as an emoji (`JP` → 🇯🇵); '' where the code has none. */
export function countryFlag(code: string): string {
  if (!isCountryCode(code) || displayNames.of(code) === undefined) return '';
  return String.fromCodePoint(...[...code].map((letter) => letter.charCodeAt(0) + regionalIndicatorOffset));
}

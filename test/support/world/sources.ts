import type { Random } from '../../../src/local/simulate/random.ts';

/** First numbers of addresses that the crowd never has: private and special ranges, and those of the people of this world. */
const taken = new Set([10, 100, 127, 169, 172, 192, 198, 203]);

/** An address of the crowd: any public one that nobody else in this world has. */
export function crowdAddress(random: Random): string {
  return `${crowdPrefix(random)}.${random.between(1, 254)}`;
}

/** A /24 of the crowd, as its first three numbers: `45.7.12`. */
export function crowdPrefix(random: Random): string {
  for (;;) {
    const first = random.between(1, 223);
    if (!taken.has(first)) return `${first}.${random.between(0, 255)}.${random.between(0, 255)}`;
  }
}

const countries = ['CN', 'US', 'RU', 'IN', 'BR', 'VN', 'NL', 'DE', 'KR', 'ID', 'TR', 'GB', 'FR', 'TW', 'BG', 'UA'] as const;

/** The country of an address: made up, the same for its /16. */
export function countryOf(address: string): string {
  const [first = 0, second = 0] = address.split('.', 2).map(Number);
  return countries[(first * 7 + (second >> 4)) % countries.length] ?? '';
}

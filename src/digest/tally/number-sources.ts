import type { Sources } from '../../model/facts.ts';
import { createAddressNumbers, type NumberedAddresses } from './number-addresses.ts';

/** The sources of a day, each with a number. */
export interface NumberedSources extends Omit<NumberedAddresses, 'numberOf'> {
  /** From the places of some facts' sources to their numbers in the day. */
  readonly take: (sources: Sources) => Uint32Array;
  /** Numbers into `countries`, by number of the source; valid until more sources are taken. */
  readonly countryNumbers: () => Uint16Array;
  /** ISO 3166-1 alpha-2, '' where unknown; in the order in which they came. */
  readonly countries: readonly string[];
}

/** No sources yet. */
export function createSourceNumbers(): NumberedSources {
  const { numberOf, ...addresses } = createAddressNumbers();
  const countries = numberedTexts();
  let countryOf = new Uint16Array(1024);
  const keepCountry = (number: number, country: string): void => {
    if (number >= countryOf.length) countryOf = doubled(countryOf);
    countryOf[number] = countries.numberOf(country);
  };
  return {
    ...addresses,
    take: ({ address, country }) => {
      const taken = new Uint32Array(address.length);
      let known = addresses.count();
      for (let place = 0; place < taken.length; place++) {
        const number = numberOf(address[place] ?? '');
        taken[place] = number;
        if (number < known) continue;
        keepCountry(number, country[place] ?? '');
        known = number + 1;
      }
      return taken;
    },
    countries: countries.texts,
    countryNumbers: () => countryOf,
  };
}

function doubled(numbers: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

function numberedTexts(): { readonly texts: readonly string[]; readonly numberOf: (text: string) => number } {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const add = (text: string): number => {
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, numberOf: (text) => numbers.get(text) ?? add(text) };
}

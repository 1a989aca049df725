import type { Facts, PortKey, Sources, Target } from '../../model/facts.ts';

/** Port and protocol in one number, as facts and settings use it. */
export const portKeyOf = (port: number, protocol: number): PortKey => protocol * 0x10000 + port;

/** The sources of a day, each with a number. */
export interface NumberedSources {
  /** From the places of an hour's sources to their numbers in the day. */
  readonly take: (sources: Sources) => Uint32Array;
  readonly addresses: readonly string[];
  /** Numbers into `countries`, by number of the source; valid until the next hour is taken. */
  readonly countryNumbers: () => Uint16Array;
  /** ISO 3166-1 alpha-2, '' where unknown; in the order in which they came. */
  readonly countries: readonly string[];
}

/** No sources yet. */
export function createSourceNumbers(): NumberedSources {
  const numbers = new Map<string, number>();
  const addresses: string[] = [];
  const countries = numberedTexts();
  let countryOf = new Uint16Array(1024);
  const add = (source: string, country: string): number => {
    const number = addresses.push(source) - 1;
    if (number >= countryOf.length) countryOf = doubled(countryOf);
    countryOf[number] = countries.numberOf(country);
    numbers.set(source, number);
    return number;
  };
  return {
    take: ({ address, country }) => {
      const taken = new Uint32Array(address.length);
      for (let place = 0; place < taken.length; place++) {
        const source = address[place] ?? '';
        taken[place] = numbers.get(source) ?? add(source, country[place] ?? '');
      }
      return taken;
    },
    addresses,
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

/** The targets of a day, each once. */
export interface NumberedTargets {
  readonly take: (targets: readonly Target[]) => Uint32Array;
  readonly targets: readonly Target[];
}

/** No targets yet. */
export function createTargetNumbers(): NumberedTargets {
  const numbers = new Map<string, number>();
  const targets: Target[] = [];
  const take = (list: readonly Target[]): Uint32Array =>
    Uint32Array.from(list, (target) => {
      const key = keyOf(target);
      const number = numbers.get(key) ?? targets.length;
      numbers.set(key, number);
      targets[number] = fuller(targets[number] ?? target, target);
      return number;
    });
  return { take, targets };
}

/** MAC and address; where no MAC is known, equal private addresses of two networks are told apart by the resource. */
const keyOf = ({ mac, address, resource }: Target): string => `${mac === '' ? resource.toLowerCase() : mac} ${address}`;

/** Of two views of a target the one whose resource says most, whatever their order. */
function fuller(a: Target, b: Target): Target {
  const [ranksA, ranksB] = [rankOf(a), rankOf(b)];
  return ranksB < ranksA || (ranksA === ranksB && b.resource < a.resource) ? b : a;
}

function rankOf({ resource }: Target): number {
  if (/\/networkInterfaces\//i.test(resource)) return 0;
  return resource === '' ? 2 : 1;
}

const portsOfProtocol = 0x10000;

/** Makes the function that gives the place of each row's port among the watched ones, -1 for others. */
export function portPlacer(watched: readonly PortKey[]): (rows: Pick<Facts['denied'], 'port' | 'protocol'>) => Int16Array {
  const protocols = [...new Set(watched.map((key) => key >>> 16))];
  /** Where the ports of a protocol begin in `places`; those of all that are not watched begin at 0. */
  const starts = new Uint32Array(256);
  for (const [i, protocol] of protocols.entries()) starts[protocol] = (i + 1) * portsOfProtocol;
  const places = new Int16Array((protocols.length + 1) * portsOfProtocol).fill(-1);
  for (const [place, key] of watched.entries()) places[(starts[key >>> 16] ?? 0) + (key & 0xffff)] = place;
  return ({ port, protocol }) => {
    const ofRows = new Int16Array(port.length);
    for (let row = 0; row < ofRows.length; row++) {
      ofRows[row] = places[(starts[protocol[row] as number] as number) + (port[row] as number)] as number;
    }
    return ofRows;
  };
}

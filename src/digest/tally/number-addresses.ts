/** The addresses of a day, each with a number. */
export interface NumberedAddresses {
  /** The number of an address, as facts write it; the next one where it is new. */
  readonly numberOf: (address: string) => number;
  readonly count: () => number;
  /** The address with a number. */
  readonly addressAt: (number: number) => string;
  /** The same for IPv4 addresses of one /16, and for no others. */
  readonly blockAt: (number: number) => number;
}

const firstCells = 1024;
/** Fuller than this, looking for a free cell takes long. */
const fullest = 0.75;
/** The address, and its number + 1: 0 where the cell is free. */
const cellWidth = 2;

/**
 * No addresses yet. A day has hundreds of thousands, nearly all of IPv4: those are kept as numbers, with open addressing over one flat array,
 * as texts would take ten times the memory.
 */
export function createAddressNumbers(): NumberedAddresses {
  const others = new Map<string, number>();
  const texts = new Map<number, string>();
  let values = new Uint32Array(firstCells * fullest);
  let cells = new Uint32Array(firstCells * cellWidth);
  let count = 0;
  const grow = (): void => {
    values = doubled(values);
    cells = new Uint32Array(cells.length * 2);
    for (let number = 0; number < count; number++) if (!texts.has(number)) put(number);
  };
  const put = (number: number): void => {
    const value = values[number] as number;
    const at = cellOf(cells, value);
    cells[at] = value;
    cells[at + 1] = number + 1;
  };
  const addValue = (value: number): number => {
    if (count === values.length) grow();
    values[count] = value;
    put(count);
    return count++;
  };
  const addText = (address: string): number => {
    if (count === values.length) grow();
    others.set(address, count);
    texts.set(count, address);
    return count++;
  };
  return {
    numberOf: (address) => {
      const value = ipv4Value(address);
      if (value < 0) return others.get(address) ?? addText(address);
      const kept = cells[cellOf(cells, value) + 1] as number;
      return kept > 0 ? kept - 1 : addValue(value);
    },
    count: () => count,
    addressAt: (number) => texts.get(number) ?? ipv4Text(values[number] ?? 0),
    blockAt: (number) => (texts.has(number) ? 0x10000 + number : (values[number] ?? 0) >>> 16),
  };
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** Where the cell of an address begins; a free one where it has none. */
function cellOf(cells: Uint32Array, value: number): number {
  const mask = cells.length - 1;
  const mixed = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  let at = ((mixed ^ (mixed >>> 13)) * cellWidth) & mask;
  while (cells[at + 1] !== 0 && cells[at] !== value) at = (at + cellWidth) & mask;
  return at;
}

const [dot, zero] = [46, 48];

/** An IPv4 address as one number; -1 for all that is not written as `ipv4Text` would. */
function ipv4Value(address: string): number {
  let [value, part, digits, parts] = [0, 0, 0, 1];
  for (let i = 0; i < address.length; i++) {
    const code = address.charCodeAt(i);
    if (code === dot && digits > 0) {
      value = value * 256 + part;
      [part, digits] = [0, 0];
      parts++;
      continue;
    }
    const digit = code - zero;
    const isFollowing = digits === 0 || part > 0;
    if (digit < 0 || digit > 9 || !isFollowing) return -1;
    part = part * 10 + digit;
    digits++;
    if (part > 255) return -1;
  }
  return parts === 4 && digits > 0 ? value * 256 + part : -1;
}

const ipv4Text = (value: number): string => `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;

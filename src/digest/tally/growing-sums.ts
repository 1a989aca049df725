/** Sums by place, as many as there are places: 0 where nothing was added. */
export interface GrowingSums {
  /** Makes room for so many places and gives the sums themselves, to be added to until the next call. */
  readonly reserve: (places: number) => Float64Array;
  readonly at: (place: number) => number;
}

const firstPlaces = 256;

/** Empty sums. */
export function createGrowingSums(): GrowingSums {
  let values = new Float64Array(firstPlaces);
  return {
    reserve: (places) => {
      if (places > values.length) values = enlarged(values, places);
      return values;
    },
    at: (place) => values[place] ?? 0,
  };
}

function enlarged(values: Float64Array<ArrayBuffer>, places: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 ** Math.ceil(Math.log2(places)));
  larger.set(values);
  return larger;
}

/** Adds to one of some sums. */
export function addAt(sums: Float64Array, place: number, amount: number): void {
  sums[place] = (sums[place] as number) + amount;
}

import type { BenchOption } from '../bench.ts';

/** How large the network is, of all benches that take one. */
export const targetsOption: BenchOption = {
  describes: 'targets that face the internet, with some 7,000 rows of facts a day each',
  usual: 1000,
  from: 10,
  to: 1000,
  isWhole: true,
};

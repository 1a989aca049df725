import { backtestBench } from './backtest/backtest.ts';
import type { Bench } from './bench.ts';
import { decodeBench } from './decode-bench.ts';
import { largeBlobBench } from './large-blob.ts';
import { streamsBench } from './thousand-streams.ts';
import { digestBench } from './thousand-targets/digest.ts';
import { evaluationBench } from './thousand-targets/evaluation.ts';
import { rollUpBench } from './thousand-targets/roll-up.ts';
import { storageBench } from './thousand-targets/storage.ts';

/** All benches, in the order in which they run. A new one is made by `bench()` in a file of its own and named here. */
export const benches: readonly Bench[] = [
  decodeBench,
  largeBlobBench,
  streamsBench,
  rollUpBench,
  evaluationBench,
  storageBench,
  digestBench,
  backtestBench,
];

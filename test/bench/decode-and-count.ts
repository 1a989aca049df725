import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { createRecordCounter } from '../../src/count/count-record.ts';
import { createDecoder } from '../../src/decode/decode-flow-log.ts';
import { describeAddress } from '../../src/enrich/describe-address.ts';
import type { DescribedAddress } from '../../src/model/address.ts';
import type { Facts } from '../../src/model/facts.ts';
import { canonicalFacts } from '../support/canonical-facts.ts';
import { sampleWatchedPorts } from '../support/ingest-world.ts';
import { largeLog } from './large-log.ts';
import { plainDecodeAndCount } from './plain-decode-and-count.ts';

const describe = (address: string): DescribedAddress => describeAddress(address, () => 'NL');

/** Best of several runs: the machine's other work only ever adds. */
function bestMs(runs: number, act: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    act();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

function decodeAndCount(bytes: Buffer): Facts {
  const decoder = createDecoder();
  const counter = createRecordCounter({ watchedPorts: sampleWatchedPorts, describe, pathMac: '' });
  decoder.decode(
    bytes,
    { baseOffset: 0, atEnd: true },
    { record: (record) => counter.add(record, decoder, 0), rejected: () => counter.addRejected(1) },
  );
  return counter.facts();
}

function scanOnly(bytes: Buffer): void {
  createDecoder().decode(bytes, { baseOffset: 0, atEnd: true }, { record: () => {}, rejected: () => {} });
}

/** The least that reading can cost in this language: every byte looked at once. */
function bareLoop(bytes: Buffer): number {
  let quotes = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0x22) quotes++;
  return quotes;
}

export interface DecodeBench {
  readonly keys: number;
  readonly megabytes: number;
  readonly oursPerSecond: number;
  readonly plainPerSecond: number;
  /** How many times as fast as the plain way. */
  readonly ratio: number;
  /** How many times as long as a bare loop over the bytes the decoder takes. */
  readonly scanToBareLoop: number;
}

/** Decode and count against the plain way, both checked to give the same facts, over `megabytes` with `keys` distinct keys. */
export function benchDecodeAndCount(keys: number, megabytes = 100): DecodeBench {
  const bytes = largeLog(megabytes * 1e6, keys);
  const { rejected, ...ours } = canonicalFacts(decodeAndCount(bytes));
  assert.equal(rejected, 0);
  assert.ok(isDeepStrictEqual(ours, plainDecodeAndCount(bytes, sampleWatchedPorts, describe)), 'both ways give the same facts');
  assert.equal(Object.keys(ours.denied).length, keys);
  const perSecond = (ms: number): number => bytes.length / 1e3 / ms;
  const oursMs = bestMs(5, () => decodeAndCount(bytes));
  const plainMs = bestMs(3, () => plainDecodeAndCount(bytes, sampleWatchedPorts, describe));
  const scanMs = bestMs(5, () => scanOnly(bytes));
  const loopMs = bestMs(5, () => bareLoop(bytes));
  return {
    keys,
    megabytes,
    oursPerSecond: perSecond(oursMs),
    plainPerSecond: perSecond(plainMs),
    ratio: plainMs / oursMs,
    scanToBareLoop: scanMs / loopMs,
  };
}

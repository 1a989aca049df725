import type { RejectedRow } from '../../src/model/cursor.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { replayRejected } from '../../src/pipeline/replay-rejected.ts';
import { endedHours, rollUpDue } from '../../src/pipeline/roll-up-due.ts';
import { runPurge } from '../../src/pipeline/run-purge.ts';
import { runSweep } from '../../src/pipeline/run-sweep.ts';
import type { SweepSettings } from '../../src/pipeline/sweep/account-sweep.ts';
import type { FlowLogBlobs } from '../../src/ports/flow-log-blobs.ts';
import type { IngestStore } from '../../src/ports/ingest-store.ts';
import type { StateStore } from '../../src/ports/state-store.ts';
import { type ProductPorts, productWorld } from './product-world.ts';
import { sampleRef, seededRandom } from './sample-log.ts';
import { settingsInUse } from './settings-in-use.ts';

/** The product in memory, with the hands that the model-based test has in it. */
export interface ModelWorld {
  /** As they are, to look at and to write blobs. */
  readonly ports: ProductPorts;
  readonly settings: SweepSettings;
  readonly clock: { nowMs: number };
  /** From now on each call takes a while that depends on the seed, so that things done at once go on in turns; null: no more. */
  interleave(seed: number | null): void;
  /** From now on what older versions set aside can be read. */
  upgrade(): void;
  loseState(name: string): void;
  event(ref: BlobRef): Promise<void>;
  sweep(): Promise<void>;
  rollUp(): Promise<void>;
  purge(): Promise<void>;
  /** @param day `20261121` */
  replay(day: string): Promise<void>;
}

/** Begins the rule of a record that only a newer version can read. */
export const newerRule = 'NewerRule';
const asNewer = `"Version":2,"flows":[{"rule":"${newerRule}`;
const asOlder = asNewer.replace('2', '9');
const { account } = sampleRef('nsg-v2');

interface Hands {
  isNewer: boolean;
  random: (() => number) | null;
}

/** @param onRead told of each read before it is made */
export function modelWorld(nowMs: number, onRead: (ref: BlobRef) => void): ModelWorld {
  const plain = productWorld({ nowMs });
  const { clock, detection } = plain;
  // Small, so that a few records take several chunks.
  const settings: SweepSettings = { ...plain.settings, chunkBytes: 4200, longestRecordBytes: 2000 };
  const hands: Hands = { isNewer: false, random: null };
  const state = losable(plain.ports.state);
  const { blobs, store, hours, counts } = plain.ports;
  const slow = <Port extends object>(port: Port): Port => inTurns(port, hands);
  const ports: ProductPorts = {
    ...plain.ports,
    blobs: { ...blobs, ...slow(ofVersion(blobs, hands, onRead)) },
    store: slow(repairing(store)),
    hours: slow(hours),
    counts: { ...counts, replaceHour: slow(counts).replaceHour },
    state: slow(state.store),
  };
  return {
    ports: { ...plain.ports, state: state.store },
    settings,
    clock,
    interleave: (seed) => {
      hands.random = seed === null ? null : seededRandom(seed);
    },
    upgrade: () => {
      hands.isNewer = true;
    },
    loseState: state.lose,
    event: async (ref) => void (await ingestBlob(ports, settings, ref)),
    sweep: () => runSweep(ports, settings, settingsInUse(detection, settings.watchedPorts), [account]),
    rollUp: async () => void (await rollUpDue(ports, settings.watchedPorts, clock.nowMs, endedHours(clock.nowMs, 48), 60_000)),
    purge: () => runPurge(ports, settings),
    replay: async (day) => void (await replayRejected(ports, settings, day)),
  };
}

/** Each call waits for some turns of the others first. */
function inTurns<Port extends object>(port: Port, hands: Hands): Port {
  return new Proxy(port, {
    get: (target, member) => {
      const method: unknown = Reflect.get(target, member);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        for (let turns = Math.floor((hands.random?.() ?? 0) * 12); turns > 0; turns--) await null;
        return Reflect.apply(method, target, args);
      };
    },
  });
}

/** An older version reads records of a version that it does not know. */
function ofVersion(blobs: FlowLogBlobs, hands: Hands, onRead: (ref: BlobRef) => void): FlowLogBlobs {
  return {
    ...blobs,
    readRange: async (ref, offset, count) => {
      onRead(ref);
      const read = await blobs.readRange(ref, offset, count);
      return hands.isNewer || read.kind !== 'bytes' ? read : { ...read, bytes: replaceText(read.bytes, asNewer, asOlder) };
    },
  };
}

/** What it sets aside is what stands in the blob. */
function repairing(store: IngestStore): IngestStore {
  const repaired = (row: RejectedRow): RejectedRow => ({ ...row, bytes: replaceText(row.bytes, asOlder, asNewer) });
  return { ...store, commit: (change) => store.commit({ ...change, rejected: change.rejected.map(repaired) }) };
}

const replaceText = (bytes: Uint8Array, from: string, to: string): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1');

/** A state table that can lose a row. */
function losable(store: StateStore): { readonly store: StateStore; readonly lose: (name: string) => void } {
  const losses = new Map<string, number>();
  const nameNow = (name: string): string => `${name}#${losses.get(name) ?? 0}`;
  return {
    store: {
      read: (name) => store.read(nameNow(name)),
      write: (name, value, replaces) => store.write(nameNow(name), value, replaces),
    },
    lose: (name) => void losses.set(name, (losses.get(name) ?? 0) + 1),
  };
}

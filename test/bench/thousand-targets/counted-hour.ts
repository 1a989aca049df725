/** An hour of a network as ingest leaves it: a cursor a stream, with its facts. */
import assert from 'node:assert/strict';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import type { Facts, PortKey } from '../../../src/model/facts.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import type { IngestStore } from '../../../src/ports/ingest-store.ts';
import { hourStartMs } from '../../../src/read/hours.ts';
import { atOnce } from '../at-once.ts';
import type { Progress } from '../progress.ts';
import { type HourMaker, hourMaker } from './facts-of-hour.ts';
import { type Network, networkOf } from './network.ts';
import { cursorOfStream, streamsOfHour, type TargetStream } from './streams-of-hour.ts';

/** The day and hour that stand for all. */
export const countedDay = '20261121';
export const countedHour = `${countedDay}12`;

/** The port keys of the settings' watched ports. */
export const watchedKeys = ({ watchedPorts }: DetectionSettings): ReadonlySet<PortKey> =>
  new Set(watchedPorts.map(({ port, protocol }) => protocol * 65536 + port));

export interface CountedHour {
  readonly network: Network;
  readonly maker: HourMaker;
  readonly facts: Facts;
  readonly streams: readonly TargetStream[];
}

/** The hour of a network of so many targets. */
export function countHour(targets: number): CountedHour {
  const watched = watchedKeys(defaultDetectionSettings);
  const network = networkOf(targets);
  const maker = hourMaker(network, watched);
  const facts = maker.factsAt(hourStartMs(countedHour));
  return { network, maker, facts, streams: streamsOfHour(network, countedHour, facts, watched) };
}

const commitsAtOnce = 8;

/** Commits the cursors of an hour to an empty store. */
export async function putHour(store: IngestStore, { streams }: CountedHour, progress: Progress): Promise<void> {
  let done = 0;
  await atOnce(streams, commitsAtOnce, async (stream) => {
    const cursor = cursorOfStream(stream, 1);
    assert.equal(await store.commit({ cursor, replaces: null, segment: null, rejected: [] }), 'committed');
    progress.part(++done, streams.length);
  });
}

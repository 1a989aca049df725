import assert from 'node:assert/strict';
import { countRows } from '../../src/count/count-rows.ts';
import { serviceName } from '../../src/enrich/service-name.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { hourFacts, hourFromIngest } from '../../src/pipeline/read-hour.ts';
import { dayOf, hourMs, hourOf, hourStartMs } from '../../src/read/hours.ts';
import {
  type BlobTruth,
  forgetBlob,
  readTruth,
  rejectedOf,
  replayTruth,
  type TruthRecord,
  textOfBlob,
  unwrittenBlob,
} from './blob-truth.ts';
import { canonicalFacts } from './canonical-facts.ts';
import { type ModelWorld, modelWorld } from './model-world.ts';
import { plainCount } from './plain-count.ts';

/** What is true, and the product that has to find it out. */
export interface Model {
  readonly blobs: Map<string, BlobTruth>;
  isNewer: boolean;
  purgedThrough: string;
  lastSweepMs: number | null;
  /** Reads since they were last taken in, in order, each with what stood there. */
  readonly reads: { readonly blob: BlobTruth; readonly records: readonly TruthRecord[] }[];
  /** Done once, just before the next read. */
  duringRead: () => void;
}

export interface ModelAndWorld {
  readonly model: Model;
  readonly real: ModelWorld;
}

const dayMs = 24 * hourMs;
/** Facts of an hour that is not so old are never given up. */
const leastRetentionMs = 14 * dayMs;
/** An hour is not complete until so long after its beginning. */
const openForMs = 3 * hourMs;

/** @param nowMs when the product is installed */
export function modelAndWorld(nowMs: number): ModelAndWorld {
  const model: Model = {
    blobs: new Map(),
    isNewer: false,
    purgedThrough: '',
    lastSweepMs: null,
    reads: [],
    duringRead: () => {},
  };
  const onRead = (ref: BlobRef): void => {
    const during = model.duringRead;
    model.duringRead = () => {};
    during();
    const blob = model.blobs.get(ref.path);
    if (blob?.isThere) model.reads.push({ blob, records: blob.written });
  };
  return { model, real: modelWorld(nowMs, onRead) };
}

/** Writes a blob whole, in the model and in the world. */
export function writeBlob({ model, real }: ModelAndWorld, ref: BlobRef, hour: string, records: readonly TruthRecord[]): void {
  const blob = model.blobs.get(ref.path) ?? unwrittenBlob(ref, hour);
  model.blobs.set(ref.path, blob);
  const { nowMs } = real.clock;
  blob.written = records;
  blob.isThere = true;
  blob.mustBeFound = hourStartMs(hour) > nowMs - leastRetentionMs && (model.lastSweepMs ?? 0) < hourStartMs(hour) + openForMs;
  real.ports.blobs.put(ref, Buffer.from(textOfBlob(records)));
}

/** Takes in what was read since. */
export function settleReads(model: Model, nowMs: number): void {
  for (const { blob, records } of model.reads.splice(0)) {
    const isExpired = blob.hour <= model.purgedThrough && hourStartMs(blob.hour) <= nowMs - leastRetentionMs;
    if (blob.seen !== null || !isExpired) readTruth(blob, records, model.isNewer);
  }
}

/** Whole days older than the retention are given up. */
export function purgeTruth(model: Model, nowMs: number, retentionDays: number): void {
  const through = `${dayOf(hourOf(nowMs - (retentionDays + 1) * dayMs))}23`;
  if (through > model.purgedThrough) model.purgedThrough = through;
  for (const blob of model.blobs.values()) if (blob.hour <= through) forgetBlob(blob);
}

/** The rejections of a day are replayed. */
export function replayDay(model: Model, day: string): void {
  for (const blob of model.blobs.values()) if (dayOf(blob.hour) === day) replayTruth(blob, model.isNewer);
}

/** Lets the product come to rest (a sweep now, one on the next day, the daily run), and compares every hour with the truth. */
export async function checkTruth({ model, real }: ModelAndWorld): Promise<void> {
  real.interleave(null);
  await real.sweep();
  real.clock.nowMs += dayMs;
  await real.sweep();
  settleReads(model, real.clock.nowMs);
  await real.purge();
  purgeTruth(model, real.clock.nowMs, real.settings.retentionDays);
  for (const blob of model.blobs.values()) checkFound(model, blob, real.clock.nowMs);
  const hours = Map.groupBy(model.blobs.values(), ({ hour }) => hour);
  for (const [hour, blobs] of hours) await checkHour(real, hour, blobs);
}

/** Nothing that had to be found stands there unread. */
function checkFound(model: Model, { ref, hour, isThere, written, seen, mustBeFound }: BlobTruth, nowMs: number): void {
  if (!isThere || hour <= model.purgedThrough || written.length === 0) return;
  if (!mustBeFound && hourStartMs(hour) < nowMs - 6 * dayMs) return;
  assert.equal(seen, textOfBlob(written).slice(0, -2), `${ref.path} was not read to its end`);
}

async function checkHour({ ports, settings, clock }: ModelWorld, hour: string, blobs: readonly BlobTruth[]): Promise<void> {
  const records = blobs.flatMap(({ counted }) => counted.map(({ clean }) => clean ?? ''));
  const rejected = blobs.reduce((sum, blob) => sum + rejectedOf(blob), 0);
  const truth = { ...plainCount(records, settings.watchedPorts, () => 'NL'), rejected };
  const { facts } = await hourFromIngest(ports.store, hour);
  assert.deepEqual(canonicalFacts(facts), truth, `the streams of ${hour}`);
  // What changes later than the retention is not rolled up again.
  if (hourStartMs(hour) < clock.nowMs - leastRetentionMs) return;
  const rolled = await hourFacts(ports, hour, false);
  assert.deepEqual(canonicalFacts(rolled.facts), truth, `${hour} as it is read`);
  const rows = ports.counts.rowsOf(dayOf(hour)).filter((row) => row.hour === hour);
  assert.deepEqual(new Set(rows), new Set(countRows(hour, facts, settings.watchedPorts, serviceName)), `counts of ${hour}`);
}

import fc from 'fast-check';
import { dayOf, hourMs, hourOf, hourStartMs } from '../../src/read/hours.ts';
import type { BlobTruth, TruthRecord } from './blob-truth.ts';
import { newerRule } from './model-world.ts';
import { type LogFormat, sampleRef } from './sample-log.ts';
import { recordAt } from './short-record.ts';
import { type Model, type ModelAndWorld, purgeTruth, replayDay, settleReads, writeBlob } from './whole-truth.ts';

type Command = fc.AsyncCommand<Model, ModelAndWorld, false>;

/** A command that can always be run; everything it needs stands in the model that comes with the world. */
function command(text: string, act: (both: ModelAndWorld) => void | Promise<void>): Command {
  return {
    check: () => true,
    run: async (_, both) => {
      await act(both);
      settleReads(both.model, both.real.clock.nowMs);
    },
    toString: () => text,
  };
}

/** NICs with a flow log each; none is covered by two, so that all of them count. */
const streams: readonly (readonly [LogFormat, string])[] = [
  ['nsg-v2', '000D3A7F1340'],
  ['nsg-v2', '000D3A7F1341'],
  ['vnet-v4', '000D3A7F1342'],
];

type Kind = 'sound' | 'v1' | 'newer' | 'bad-tuple' | 'malformed';
interface RecordPlan {
  readonly kind: Kind;
  /** Minutes after the one before. */
  readonly gap: number;
  readonly tuples: readonly string[];
}
interface Where {
  /** A blob that there is already, if any. */
  readonly known: number | null;
  /** Else the one of so many hours ago. */
  readonly hoursAgo: number;
  readonly stream: number;
}

const tuple = fc.constantFrom('20.9.8.7 23 D', '21.9.8.7 3389 D', '45.1.2.3 3389 A', '45.1.2.3 22 B', '46.1.1.1 445 S');
const kind = fc.constantFrom<Kind>('sound', 'sound', 'sound', 'v1', 'newer', 'bad-tuple', 'malformed');
const plan: fc.Arbitrary<RecordPlan> = fc.record({
  kind,
  gap: fc.nat({ max: 4 }),
  tuples: fc.array(tuple, { minLength: 1, maxLength: 3 }),
});
const plans = fc.array(plan, { minLength: 1, maxLength: 4 });
const where: fc.Arbitrary<Where> = fc.record({
  known: fc.option(fc.nat({ max: 20 }), { freq: 4 }),
  hoursAgo: fc.constantFrom(0, 0, 1, 2, 3, 4, 26, 50, 170, 300),
  stream: fc.nat({ max: streams.length - 1 }),
});

/** The blob that is meant, with what stands there (nothing where it was never written). */
function blobAt({ model, real }: ModelAndWorld, { known, hoursAgo, stream }: Where): Pick<BlobTruth, 'ref' | 'hour' | 'written'> {
  const found = known === null ? undefined : [...model.blobs.values()][known % Math.max(1, model.blobs.size)];
  if (found !== undefined) return found;
  const [format, mac] = streams[stream] ?? ['nsg-v2', ''];
  const hour = hourOf(real.clock.nowMs - hoursAgo * hourMs);
  const ref = sampleRef(format, undefined, mac, hour);
  return model.blobs.get(ref.path) ?? { ref, hour, written: [] };
}

/** Records after a minute of the blob's hour, as planned. */
function recordsOf({ ref, hour }: Pick<BlobTruth, 'ref' | 'hour'>, afterMs: number, planned: readonly RecordPlan[]): TruthRecord[] {
  const lastMs = hourStartMs(hour) + 59 * 60_000;
  let atMs = Math.max(afterMs, hourStartMs(hour) + 60_000);
  return planned.map((one) => {
    atMs = Math.min(lastMs, atMs + one.gap * 60_000);
    return recordOf(ref.path, atMs, one);
  });
}

const firstRule = '"rule":"';
function recordOf(path: string, atMs: number, { kind: wanted, tuples }: RecordPlan): TruthRecord {
  const isVnet = path.startsWith('flowLog');
  const mac = /macAddress=([^/]+)/.exec(path)?.[1];
  const text = recordAt(isVnet ? 'vnet-v4' : wanted === 'v1' ? 'nsg-v1' : 'nsg-v2', atMs, tuples, mac);
  const sound: TruthRecord = { text, timeMs: atMs + 5000, clean: text, isForNewer: false };
  if (wanted === 'malformed') return { ...sound, text: text.replace('"category"', '"oops" "category"'), clean: null };
  if (wanted === 'bad-tuple') return { ...sound, text: text.replace(':["', ':["not,a,tuple","') };
  if (wanted !== 'newer' || isVnet) return sound;
  const newer = text.replace(firstRule, firstRule + newerRule);
  return { ...sound, text: newer, clean: newer, isForNewer: true };
}

const lastTimeMs = (records: readonly TruthRecord[]): number => (records.at(-1)?.timeMs ?? 5000) - 5000;

/** What stands in the blob stays; more comes behind it. */
function grow(both: ModelAndWorld, place: Where, planned: readonly RecordPlan[]): BlobTruth['ref'] {
  const blob = blobAt(both, place);
  writeBlob(both, blob.ref, blob.hour, [...blob.written, ...recordsOf(blob, lastTimeMs(blob.written), planned)]);
  return blob.ref;
}

type Rewrite = 'shorter' | 'other' | 'later' | 'empty';
function rewrite(both: ModelAndWorld, place: Where, how: Rewrite, planned: readonly RecordPlan[]): BlobTruth['ref'] {
  const blob = blobAt(both, place);
  const after = how === 'later' ? lastTimeMs(blob.written) + 60_000 : 0;
  const half = blob.written.slice(0, Math.floor(blob.written.length / 2));
  const records = how === 'empty' ? [] : how === 'shorter' && half.length > 0 ? half : recordsOf(blob, after, planned);
  writeBlob(both, blob.ref, blob.hour, records);
  return blob.ref;
}

const growing = fc.tuple(where, plans, fc.nat({ max: 2 })).map(([place, planned, events]) =>
  command(`grow(${fc.stringify([place, planned])}, ${events} events)`, async (both) => {
    const ref = grow(both, place, planned);
    for (let i = 0; i < events; i++) await both.real.event(ref);
  }),
);
const rewriting = fc
  .tuple(where, fc.constantFrom<Rewrite>('shorter', 'other', 'later', 'empty'), plans, fc.boolean())
  .map(([place, how, planned, isTold]) =>
    command(`rewrite(${fc.stringify([place, how, planned])}, ${isTold ? 'told' : 'not told'})`, async (both) => {
      const ref = rewrite(both, place, how, planned);
      if (isTold) await both.real.event(ref);
    }),
  );
const telling = where.map((place) => command(`event(${fc.stringify(place)})`, (both) => both.real.event(blobAt(both, place).ref)));
const removing = where.map((place) =>
  command(`remove(${fc.stringify(place)})`, ({ model, real }) => {
    const { ref } = blobAt({ model, real }, place);
    const blob = model.blobs.get(ref.path);
    if (blob !== undefined) blob.isThere = false;
    real.ports.blobs.remove(ref);
  }),
);

type Deed = 'event' | 'sweep' | 'rollUp' | 'purge';
const deed = fc.tuple(fc.constantFrom<Deed>('event', 'event', 'sweep', 'rollUp', 'purge'), where);
async function act(both: ModelAndWorld, [what, place]: readonly [Deed, Where]): Promise<void> {
  const { real } = both;
  if (what === 'event') return real.event(blobAt(both, place).ref);
  if (what === 'sweep') await real.sweep();
  else if (what === 'rollUp') await real.rollUp();
  else await real.purge();
}

/** What became true by deeds that are done. */
function noteDeeds({ model, real }: ModelAndWorld, deeds: readonly (readonly [Deed, Where])[]): void {
  settleReads(model, real.clock.nowMs);
  const done = new Set(deeds.map(([what]) => what));
  if (done.has('sweep')) model.lastSweepMs = real.clock.nowMs;
  if (done.has('purge')) purgeTruth(model, real.clock.nowMs, real.settings.retentionDays);
}

const doing = deed.map((one) =>
  command(one[0], async (both) => {
    await act(both, one);
    noteDeeds(both, [one]);
  }),
);
/** Several instances at once, in turns; a blob grows in the middle of a read. */
const doingAtOnce = fc
  .tuple(fc.array(deed, { minLength: 2, maxLength: 4 }), fc.nat(), fc.option(fc.tuple(where, plans)))
  .map(([deeds, seed, meanwhile]) =>
    command(`atOnce(${fc.stringify([deeds, seed, meanwhile])})`, async (both) => {
      if (meanwhile !== null) both.model.duringRead = () => void grow(both, ...meanwhile);
      both.real.interleave(seed);
      await Promise.all(deeds.map((one) => act(both, one)));
      both.real.interleave(null);
      both.model.duringRead = () => {};
      noteDeeds(both, deeds);
    }),
  );
const replaying = fc.nat({ max: 2 }).map((daysAgo) =>
  command(`replay(${daysAgo})`, async ({ model, real }) => {
    const day = dayOf(hourOf(real.clock.nowMs - daysAgo * 24 * hourMs));
    await real.replay(day);
    // Its reads are of what was set aside, not of what is new.
    model.reads.length = 0;
    replayDay(model, day);
  }),
);
const upgrading = fc.constant(
  command('upgrade', ({ model, real }) => {
    model.isNewer = true;
    real.upgrade();
  }),
);
const waiting = fc.oneof(
  fc.integer({ min: 1, max: 59 }).map((minutes) => minutes * 60_000),
  fc.integer({ min: 1, max: 23 }).map((hours) => hours * hourMs),
  fc.integer({ min: 1, max: 18 }).map((days) => days * 24 * hourMs),
);
const moving = waiting.map((ms) =>
  command(`wait(${ms / 60_000} min)`, ({ real }) => {
    real.clock.nowMs += ms;
  }),
);
const account = sampleRef('nsg-v2').account;
const rows = [`sweep:${account}`, `backfill:${account}`, 'purgedThrough', 'installation', 'late', 'evaluated', 'swept'];
const losing = fc.constantFrom(...rows).map((name) =>
  command(`lose(${name})`, ({ model, real }) => {
    real.loseState(name);
    if (name === 'purgedThrough') model.purgedThrough = '';
  }),
);

/** Sequences of what can happen to the product. */
export const modelCommands: fc.Arbitrary<Iterable<Command>> = fc.commands(
  [growing, growing, growing, rewriting, telling, removing, doing, doing, doingAtOnce, replaying, upgrading, moving, moving, losing],
  { maxCommands: 24, size: 'max' },
);

import type fc from 'fast-check';
import { dayOf, hourMs, hourOf } from '../../src/read/hours.ts';
import type { BlobTruth } from './blob-truth.ts';
import { lastMinuteMs, modelStreams, type RecordPlan, recordsOf } from './model-records.ts';
import { sampleRef } from './sample-log.ts';
import { type Model, type ModelAndWorld, purgeTruth, replayDay, settleReads, writeBlob } from './whole-truth.ts';

/** Something that can always happen. */
export type ModelCommand = fc.AsyncCommand<Model, ModelAndWorld, false>;

/** Which blob is meant. */
export interface Where {
  /** One that is there already, if any. */
  readonly known: number | null;
  /** Else the one of so many hours ago. */
  readonly hoursAgo: number;
  readonly stream: number;
}

/** How a blob is written anew. */
export type Rewrite = 'shorter' | 'other' | 'later' | 'empty';
/** What an instance does; `where` is only of the event. */
export type Deed = readonly [what: 'event' | 'sweep' | 'rollUp' | 'purge', where: Where];

/** The model stands beside the world, so that what is done to both can be written once. */
function command(text: string, act: (both: ModelAndWorld) => void | Promise<void>): ModelCommand {
  return {
    check: () => true,
    run: async (_, both) => {
      await act(both);
      settleReads(both.model, both.real.clock.nowMs);
    },
    toString: () => text,
  };
}

/** The blob that is meant, with what stands there (nothing where it was never written). */
function blobAt({ model, real }: ModelAndWorld, { known, hoursAgo, stream }: Where): Pick<BlobTruth, 'ref' | 'hour' | 'written'> {
  const found = known === null ? undefined : [...model.blobs.values()][known % Math.max(1, model.blobs.size)];
  if (found !== undefined) return found;
  const [format, mac] = modelStreams[stream] ?? ['nsg-v2', ''];
  const hour = hourOf(real.clock.nowMs - hoursAgo * hourMs);
  const ref = sampleRef(format, undefined, mac, hour);
  return model.blobs.get(ref.path) ?? { ref, hour, written: [] };
}

function growBlob(both: ModelAndWorld, where: Where, planned: readonly RecordPlan[]): BlobTruth['ref'] {
  const blob = blobAt(both, where);
  writeBlob(both, blob.ref, blob.hour, [...blob.written, ...recordsOf(blob, lastMinuteMs(blob.written), planned)]);
  return blob.ref;
}

function rewriteBlob(both: ModelAndWorld, where: Where, how: Rewrite, planned: readonly RecordPlan[]): BlobTruth['ref'] {
  const blob = blobAt(both, where);
  const half = blob.written.slice(0, Math.floor(blob.written.length / 2));
  const later = recordsOf(blob, how === 'later' ? lastMinuteMs(blob.written) + 60_000 : 0, planned);
  writeBlob(both, blob.ref, blob.hour, how === 'empty' ? [] : how === 'shorter' && half.length > 0 ? half : later);
  return blob.ref;
}

async function act(both: ModelAndWorld, [what, where]: Deed): Promise<void> {
  // What is written while it runs may come behind its listing.
  if (what === 'sweep') both.model.lastSweepMs = both.real.clock.nowMs;
  if (what === 'event') await both.real.event(blobAt(both, where).ref);
  else await both.real[what]();
}

/** What became true by what was done. */
function noteDone({ model, real }: ModelAndWorld, deeds: readonly Deed[]): void {
  settleReads(model, real.clock.nowMs);
  const done = new Set(deeds.map(([what]) => what));
  if (done.has('purge')) purgeTruth(model, real.clock.nowMs, real.settings.retentionDays);
}

/** More comes behind what stands in a blob; its event comes so often. */
export const grow = (where: Where, planned: readonly RecordPlan[], events: number): ModelCommand =>
  command(`grow(${JSON.stringify(where)}, ${JSON.stringify(planned)}, ${events})`, async (both) => {
    const ref = growBlob(both, where, planned);
    for (let i = 0; i < events; i++) await both.real.event(ref);
  });

/** A blob is written anew. `planned` is not used where it becomes shorter or empty. */
export const rewrite = (where: Where, how: Rewrite, planned: readonly RecordPlan[], events: number): ModelCommand =>
  command(`rewrite(${JSON.stringify(where)}, '${how}', ${JSON.stringify(planned)}, ${events})`, async (both) => {
    const ref = rewriteBlob(both, where, how, planned);
    for (let i = 0; i < events; i++) await both.real.event(ref);
  });

/** The blob's own retention deletes it. */
export const remove = (where: Where): ModelCommand =>
  command(`remove(${JSON.stringify(where)})`, (both) => {
    const { ref } = blobAt(both, where);
    const blob = both.model.blobs.get(ref.path);
    if (blob !== undefined) blob.isThere = false;
    both.real.ports.blobs.remove(ref);
  });

/** One thing after the other. */
export const perform = (deed: Deed): ModelCommand =>
  command(`perform(${JSON.stringify(deed)})`, async (both) => {
    await act(both, deed);
    noteDone(both, [deed]);
  });

/** Several instances at once, in turns that depend on the seed; a blob grows in the middle of the first read. */
export const performAtOnce = (
  deeds: readonly Deed[],
  seed: number,
  meanwhile: readonly [Where, readonly RecordPlan[]] | null,
): ModelCommand =>
  command(`performAtOnce(${JSON.stringify(deeds)}, ${seed}, ${JSON.stringify(meanwhile)})`, async (both) => {
    if (meanwhile !== null) both.model.duringRead = () => void growBlob(both, ...meanwhile);
    both.real.interleave(seed);
    await Promise.all(deeds.map((deed) => act(both, deed)));
    both.real.interleave(null);
    both.model.duringRead = () => {};
    noteDone(both, deeds);
  });

/** What was set aside on a day is read again. */
export const replay = (daysAgo: number): ModelCommand =>
  command(`replay(${daysAgo})`, async ({ model, real }) => {
    const day = dayOf(hourOf(real.clock.nowMs - daysAgo * 24 * hourMs));
    await real.replay(day);
    // Its reads are of what was set aside, not of what is new.
    model.reads.length = 0;
    replayDay(model, day);
  });

/** A version is installed that reads what this one cannot. */
export const upgrade: ModelCommand = command('upgrade', ({ model, real }) => {
  model.isNewer = true;
  real.upgrade();
});

export const wait = (ms: number): ModelCommand =>
  command(`wait(${ms})`, ({ real }) => {
    real.clock.nowMs += ms;
  });

/** A row of the state table is lost. */
export const lose = (name: string): ModelCommand =>
  command(`lose('${name}')`, ({ model, real }) => {
    real.loseState(name);
    if (name === 'purgedThrough') model.purgedThrough = '';
  });
